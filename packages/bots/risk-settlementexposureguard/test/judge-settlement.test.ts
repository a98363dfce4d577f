import { GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const USD = 1_000_000;
const HOUR_MS = 3_600_000;
const AT_MS = 1_700_000_000_000;

/** A bench of three markets: the second `apartMs` after the first, the third a year later. */
function bench(apartMs: number, costUsd: number, parameters: Record<string, number> = {}) {
  const held = [
    { marketId: "market-1", tokenId: "market-1-yes", size: USD, costMicroUsd: costUsd * USD },
  ];
  return new GuardBench(
    bot,
    parameters,
    { markets: [{}, {}, {}], ledger: { held } },
    {
      "market-0": { resolvesAtMs: AT_MS },
      "market-1": { resolvesAtMs: AT_MS + apartMs },
      "market-2": { resolvesAtMs: AT_MS + 8_766 * HOUR_MS },
    },
  );
}

describe("SettlementExposureGuard", () => {
  it.each([
    [2 * HOUR_MS - 1, "REJECT"],
    [1 - 2 * HOUR_MS, "REJECT"],
    [2 * HOUR_MS, "APPROVE"],
    [-2 * HOUR_MS, "APPROVE"],
  ])("a full market %d ms apart: %s", (apartMs, expected) => {
    expect(bench(apartMs, 200).vote().vote).toBe(expected);
  });

  it.each([
    [109.999999, "APPROVE"],
    [110, "WARNING_ONLY"],
    [150, "WARNING_ONLY"],
    [150.000001, "RESHAPE_REQUIRED"],
    [199.999999, "RESHAPE_REQUIRED"],
    [200, "REJECT"],
    [Number.NaN, "REJECT"],
  ])("50 USD more with %d of 200 committed: %s", (costUsd, expected) => {
    expect(bench(0, costUsd).vote().vote).toBe(expected);
  });

  it("a market of unknown time and one of the same neg-risk set count in the window", () => {
    const held = [
      { marketId: "market-1", tokenId: "market-1-yes", size: USD, costMicroUsd: 200 * USD },
    ];
    const unknown = new GuardBench(bot, {}, { markets: [{}, {}], ledger: { held } });
    expect(unknown.vote().vote).toBe("REJECT");
    const set = [{ negRiskSetId: "set" }, { negRiskSetId: "set" }];
    const together = new GuardBench(
      bot,
      {},
      { markets: set, ledger: { held } },
      {
        "market-0": { resolvesAtMs: AT_MS },
        "market-1": { resolvesAtMs: 2 * AT_MS },
      },
    );
    expect(together.vote().vote).toBe("REJECT");
  });

  it("a resolved market counts nothing", () => {
    const held = [
      { marketId: "market-1", tokenId: "market-1-yes", size: USD, costMicroUsd: 200 * USD },
    ];
    const markets = [{}, { phase: "resolved_first" as const }];
    expect(new GuardBench(bot, {}, { markets, ledger: { held } }).vote().vote).toBe("APPROVE");
  });

  it("names both sums and what is left", () => {
    const guarded = bench(0, 160);
    const vote = guarded.vote();
    expect(vote.constraints).toEqual({ notionalMicroUsdMax: 40 * USD });
    expect(guarded.explain(vote)).toBe(
      "cut to $40.00: $160.00 of $200.00 settle together, $0.00 of $100.00 in this market, the order adds $50.00.",
    );
  });

  it("passes no ceiling, whatever is committed, and always lets an exit pass", () => {
    const amount = fc.nat(300 * USD);
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 1_000 }), (cost, resting, shares) => {
        const held = [
          { marketId: "market-1", tokenId: "market-1-yes", size: USD, costMicroUsd: cost },
        ];
        const ledger = { held, reservedByMarket: { "market-0": resting } };
        const guarded = new GuardBench(bot, {}, { markets: [{}, {}], ledger });
        const { vote, constraints } = guarded.vote({ size: shares * USD });
        const added = constraints?.notionalMicroUsdMax ?? (shares * USD) / 2;
        if (vote !== "REJECT") {
          expect(cost + resting + added).toBeLessThanOrEqual(200 * USD);
          expect(resting + added).toBeLessThanOrEqual(100 * USD);
        }
        const exit = guarded.vote({ marketId: "market-1", side: "SELL", size: shares * USD });
        expect(exit.vote).toBe("APPROVE");
      }),
      { numRuns: 1_000 },
    );
  });
});
