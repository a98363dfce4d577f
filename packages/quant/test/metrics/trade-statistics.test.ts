import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { winRate } from "../../src/acceptance/win-rate-drop.ts";
import { tradeStatistics } from "../../src/metrics/trade-statistics.ts";

describe("statistics of closed trades", () => {
  it("tells wins from losses by their net result, and leaves zeros out of the win rate", () => {
    expect(tradeStatistics([10, -4, 0, 6, -2])).toEqual({
      count: 5,
      wins: 2,
      losses: 2,
      winRate: 0.5,
      profitFactor: 16 / 6,
      expectancy: 2,
      averageWin: 8,
      averageLoss: -3,
      best: 10,
      worst: -4,
    });
  });

  it("has no ratio without something to divide by", () => {
    expect(tradeStatistics([])).toMatchObject({ winRate: null, expectancy: null, best: null });
    expect(tradeStatistics([0])).toMatchObject({
      winRate: null,
      profitFactor: null,
      expectancy: 0,
    });
    expect(tradeStatistics([3])).toMatchObject({
      winRate: 1,
      profitFactor: null,
      averageLoss: null,
    });
  });

  it("agrees with the win rate of the acceptance tests, and its parts with the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 })), (results) => {
        const found = tradeStatistics(results);
        expect(found.winRate).toBe(winRate(results));
        const total = results.reduce((sum, result) => sum + result, 0);
        const won = (found.averageWin ?? 0) * found.wins;
        const lost = (found.averageLoss ?? 0) * found.losses;
        expect(won + lost).toBeCloseTo(total, 6);
        expect((found.expectancy ?? 0) * found.count).toBeCloseTo(total, 6);
      }),
    );
  });
});
