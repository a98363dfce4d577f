import { GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const name = fc.constantFrom("strat.a", "strat.b", null);
const market = fc.constantFrom("market-0", "market-1", null);
const halt = fc.record({
  scope: fc.record({ botId: name, marketId: market }),
  cause: fc.constantFrom("manual" as const, "automatic" as const),
  by: fc.constant("operator"),
  reasonCode: fc.constant("RISK_KILL_SWITCH_ACTIVE"),
  reason: fc.constant("a property"),
  sinceMs: fc.constant(0),
});

describe("for every set of halts", () => {
  it("an order passes exactly when no halt reaches it", () => {
    const halts = fc.array(halt, { maxLength: 5 });
    const asked = fc.record({
      botId: fc.constantFrom("strat.a", "strat.b"),
      marketId: fc.constantFrom("market-0", "market-1"),
    });
    fc.assert(
      fc.property(halts, asked, (inForce, intent) => {
        const bench = new GuardBench(bot, {}, { halts: inForce, markets: [{}, {}] });
        const isReached = inForce.some(
          ({ scope }) =>
            (scope.botId === null || scope.botId === intent.botId) &&
            (scope.marketId === null || scope.marketId === intent.marketId),
        );
        expect(bench.vote(intent).vote === "REJECT").toBe(isReached);
      }),
      { numRuns: 1_000 },
    );
  });

  it("equity passes exactly above the floor", () => {
    const equity = fc.integer({ min: 249_000_000, max: 251_000_000 });
    fc.assert(
      fc.property(equity, (cashMicroUsd) => {
        const bench = new GuardBench(bot, {}, { ledger: { cashMicroUsd } });
        expect(bench.vote().vote === "REJECT").toBe(cashMicroUsd <= 250_000_000);
      }),
      { numRuns: 1_000 },
    );
  });
});
