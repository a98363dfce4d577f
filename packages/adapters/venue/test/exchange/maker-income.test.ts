import { describe, expect, it } from "vitest";
import { BOB, CAROL, testWorld } from "./exchange-world.ts";

const PROGRAMME = {
  dailyPoolMicroUsd: 100_000_000,
  spreadMax: 300,
  sizeMin: 50_000_000,
  orderAgeMsMin: 0,
  multiplier: 1,
};

describe("what makers earn at the exchange", () => {
  it("is sampled from resting orders and paid at midnight, with the rebates of the day", () => {
    const world = testWorld({
      rewards: PROGRAMME,
      fees: { rate: 0.07, exponent: 1, rebateShare: 0.2 },
    });
    world.place({ by: BOB, side: "BUY", price: "0.49", size: "200", id: "bid" });
    world.place({ by: BOB, side: "SELL", price: "0.51", size: "200", id: "ask" });
    world.place({ by: BOB, side: "BUY", price: "0.3", size: "200", id: "far" });
    expect(world.exchange.isScoring("bid")).toBe(true);
    expect(world.exchange.isScoring("far")).toBe(false);
    world.place({ by: CAROL, side: "BUY", price: "0.51", size: "100" });
    const [trade] = world.exchange.trades({});
    world.advance(12 * 3_600_000);
    const incomes = world.events.filter(
      (event) => event.kind === "balance_changed" && event.account === BOB,
    );
    expect(incomes.map((event) => "cause" in event && event.cause)).toEqual([
      "settlement",
      "settlement",
      "reward",
    ]);
    // A fifth of the fee is less than a dollar: nothing is paid for it.
    expect((trade?.feeMicroUsd ?? 0) / 5).toBeLessThan(1_000_000);
    world.exchange.audit();
  });
});
