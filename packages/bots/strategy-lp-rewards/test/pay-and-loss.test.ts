import { describe, expect, it } from "vitest";
import { BOOK, marketOf, payloadOf, quotingBench, saidOf, termsOf, wordsOf } from "./lp-bench.ts";

describe("pay against loss", () => {
  it("takes the part of the pool that the live book leaves", () => {
    const { score, competition, sampleShare, earnedUsdPerDay, paidUsdPerDay, capitalUsd } =
      payloadOf(quotingBench());
    // 2 cents of 4 on one side: a quarter, a third of it, for 53.19 shares.
    expect(score).toBeCloseTo((53.19 * 0.25) / 3, 9);
    // 2,000 at 1 cent and 1,000 at 2 on either side; 0.45 and 0.53 are at the edge.
    expect(competition).toBeCloseTo(2_000 * 0.5625 + 1_000 * 0.25, 6);
    expect(sampleShare).toBeCloseTo((score ?? 0) / ((score ?? 0) + (competition ?? 0)), 12);
    expect(earnedUsdPerDay).toBeGreaterThan(0.3);
    expect(earnedUsdPerDay).toBeLessThan(0.33);
    expect(paidUsdPerDay).toBe(0);
    expect(capitalUsd).toBeCloseTo(24.9993, 9);
  });

  it("does not count our own order as competition", () => {
    const bench = quotingBench();
    const before = payloadOf(bench).competition;
    bench.advance(120_000);
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTE_KEPT");
    expect(payloadOf(bench).competition).toBe(before);
  });

  it("leaves a market whose pay does not cover the expected loss", () => {
    const bench = quotingBench({ parameters: { lossUsdPerSharePrior: 0.01 } });
    expect(bench.proposals).toEqual([]);
    expect(saidOf(bench)).toBe("STRAT_LP_REWARD_BELOW_LOSS");
    expect(wordsOf(bench)).toMatch(/should pay 0\.31.* USD a day and lose 0\.53/);
  });

  it("holds only what is paid against loss when the payout minimum is to count", () => {
    const parameters = { isPayoutMinimumCounted: true };
    expect(saidOf(quotingBench({ parameters }))).toBe("STRAT_LP_REWARD_BELOW_LOSS");
    const markets = [marketOf({ terms: termsOf({ poolUsd: 400 }) })];
    const rich = quotingBench({ markets, parameters });
    expect(saidOf(rich)).toBe("STRAT_LP_QUOTING");
    expect(payloadOf(rich).paidUsdPerDay).toBeGreaterThan(1);
  });

  it("judges competition as it is told to", () => {
    const of = (competition: string): number =>
      payloadOf(quotingBench({ parameters: { competition } })).competition ?? 0;
    expect(of("least")).toBeLessThan(of("most"));
    expect(of("as_one_maker")).toBeLessThanOrEqual(of("most"));
  });

  it("learns from what a fill cost, and forgets in time", () => {
    const bench = quotingBench({
      parameters: { fillCooldownSeconds: 0, perMarketUsdMax: 60, lossMemoryDays: 1 },
    });
    bench.fill("order-0");
    // Five minutes later the price stands three cents below the fill.
    bench.advance(200_000);
    bench.book({
      bids: [
        [0.43, 2_000],
        [0.42, 1_000],
      ],
      asks: [[0.45, 2_000]],
    });
    bench.advance(300_000);
    expect(saidOf(bench)).toBe("STRAT_LP_REWARD_BELOW_LOSS");
    const lost = payloadOf(bench).expectedLossUsdPerDay ?? 0;
    // 53.19 shares at 3 cents, over the quarter of a day that the expectation counts for.
    expect(lost).toBeGreaterThan(5.5);
    expect(lost).toBeLessThan(6.5);
    bench.book(BOOK);
    bench.advance(10 * 86_400_000);
    expect(saidOf(bench)).not.toBe("STRAT_LP_REWARD_BELOW_LOSS");
  });

  it("measures a fill's loss at its time, also while the market is left alone", () => {
    const bench = quotingBench({ parameters: { perMarketUsdMax: 60 } });
    bench.fill("order-0");
    bench.advance(310_000);
    // What the price does after the five minutes is no longer the fill's fault.
    bench.book({ bids: [[0.33, 4_000]], asks: [[0.35, 4_000]] });
    bench.advance(1_400_000);
    bench.book(BOOK);
    bench.advance(400_000);
    expect(saidOf(bench)).not.toBe("STRAT_LP_REWARD_BELOW_LOSS");
  });

  it("does not hold a failed fill against a market", () => {
    const bench = quotingBench({ parameters: { fillCooldownSeconds: 0, perMarketUsdMax: 60 } });
    const { fillId } = bench.fill("order-0");
    bench.settle(fillId, "FAILED");
    bench.advance(200_000);
    bench.book({ bids: [[0.43, 4_000]], asks: [[0.45, 4_000]] });
    bench.advance(300_000);
    expect(saidOf(bench)).not.toBe("STRAT_LP_REWARD_BELOW_LOSS");
  });

  it("takes a measured loss back when the fill fails late", () => {
    const bench = quotingBench({ parameters: { fillCooldownSeconds: 0, perMarketUsdMax: 60 } });
    const { fillId } = bench.fill("order-0");
    bench.advance(200_000);
    bench.book({ bids: [[0.43, 4_000]], asks: [[0.45, 4_000]] });
    bench.advance(300_000);
    expect(saidOf(bench)).toBe("STRAT_LP_REWARD_BELOW_LOSS");
    bench.settle(fillId, "FAILED");
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTING");
  });
});
