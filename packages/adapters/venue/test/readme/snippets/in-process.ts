import { connectInProcess, defaultWorld, openVenue } from "@polytraders/venue";

const account = `0x${"a1".repeat(20)}`;
const startMs = Date.UTC(2026, 0, 5);
const venue = openVenue({ startMs, world: defaultWorld(), seed: 7 });
venue.exchange.deposit(account, 100_000_000); // micro-pUSD: 100 dollars

const connection = connectInProcess(venue, { signer: account });
const [market] = venue.exchange.markets();
if (market === undefined) throw new Error("the built-in world has markets");
const order = {
  orderId: `0x${"1".padStart(64, "0")}`,
  account,
  tokenId: market.terms.tokenIds[0],
  side: "BUY",
  makerAmount: 6_000_000, // at most 6 dollars …
  takerAmount: 10_000_000, // … for 10 shares: a limit of 0.60
  orderType: "GTC",
  isPostOnly: false,
  expiresAtMs: null,
  defersExecution: false,
  builderCode: null,
} as const;

const stop = venue.feed.subscribe((frame) => console.log("market", frame.kind), {
  conditionIds: [market.terms.conditionId],
});
venue.userFeed.subscribe(connection.session.apiKey, (frame) => console.log("user", frame.kind));
connection.place(order, (answer) => console.log(answer?.status, answer?.body));
stop();

venue.exchange.advanceTo(startMs + 10_000); // the trade is mined and confirmed
console.log(venue.exchange.trades({ account })[0]?.settlement);
