import { MatchingEngine } from "@polytraders/venue";

const engine = new MatchingEngine({ tickSize: 100 }); // a cent: prices are units of 0.0001
engine.place({ orderId: "a", side: "BUY", price: 5_500, size: 10_000_000 }); // YES at 0.55
engine.place({ orderId: "b", token: 1, side: "BUY", price: 4_500, size: 4_000_000 }); // NO at 0.45
for (const event of engine.events) console.log(event.kind);
console.log(engine.levels(0)); // 6 shares are left of "a"
engine.events.clear();
