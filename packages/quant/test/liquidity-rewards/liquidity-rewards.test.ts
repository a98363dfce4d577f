import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  makerFilters,
  rewardPlacement,
  stopLoss,
} from "../../src/liquidity-rewards/maker-rules.ts";
import { rewardEpoch } from "../../src/liquidity-rewards/reward-epoch.ts";
import { rewardScore, type RewardRules } from "../../src/liquidity-rewards/reward-score.ts";

const RULES: RewardRules = {
  spreadCentsMax: 4,
  sizeSharesMin: 20,
  multiplier: 1,
  oneSidedDivisor: 3,
};

const orders = fc.array(
  fc.record({
    outcome: fc.constantFrom("YES" as const, "NO" as const),
    side: fc.constantFrom("BUY" as const, "SELL" as const),
    price: fc.integer({ min: 1, max: 99 }).map((cents) => cents / 100),
    size: fc.integer({ min: 1, max: 500 }),
  }),
  { maxLength: 10 },
);
const mids = fc.integer({ min: 1, max: 99 }).map((cents) => cents / 100);

describe("the reward score", () => {
  it("needs both sides outside [0.10, 0.90] and takes a third of one inside", () => {
    fc.assert(
      fc.property(orders, mids, (resting, mid) => {
        const { qOne, qTwo, qMin } = rewardScore(resting, mid, RULES);
        const both = Math.min(qOne, qTwo);
        const isInside = mid >= 0.1 && mid <= 0.9;
        expect(qMin).toBe(isInside ? Math.max(both, Math.max(qOne, qTwo) / 3) : both);
      }),
    );
  });

  it("scores nothing beyond the spread or below the size, and counts the edge of the band", () => {
    const at = (price: number, size: number): number | undefined =>
      rewardScore([{ outcome: "YES", side: "BUY", price, size }], 0.5, RULES).orderScores[0];
    expect(at(0.5, 100)).toBe(100);
    expect(at(0.459, 100)).toBe(0);
    expect(at(0.49, 19)).toBe(0);
    expect(at(0.49, 20)).toBeCloseTo(11.25, 12);
  });
});

describe("the reward epoch", () => {
  it("shares out the whole pool when nobody falls below the minimum", () => {
    const scores = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 100 }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(fc.array(scores, { minLength: 1, maxLength: 20 }), (samples) => {
        const epoch = rewardEpoch(
          samples.map((sample) => new Map(Object.entries(sample))),
          1e6,
        );
        const paid = [...epoch.values()].reduce((sum, { payoutUsd }) => sum + payoutUsd, 0);
        expect(paid).toBeCloseTo(1e6, 4);
      }),
    );
  });

  it("pays exactly one USD and nothing below", () => {
    const epoch = rewardEpoch([new Map(Object.entries({ a: 1, b: 98.9, c: 0.1 }))], 100);
    expect([...epoch.values()].map(({ payoutUsd }) => payoutUsd)).toEqual([1, 98.9, 0]);
  });
});

describe("maker rules", () => {
  it("leaves at exactly half and keeps an order that moved less than the limit", () => {
    expect(stopLoss(0.4, 0.2).mustExit).toBe(true);
    expect(stopLoss(0.34, 0.17).mustExit).toBe(true);
    expect(stopLoss(0.4, 0.2001).mustExit).toBe(false);
    const market = { mid: 0.1, daysToExpiry: 3, secondsSinceFill: null, midMove: -0.02 };
    expect(makerFilters(market)).toEqual({
      isMidInRange: true,
      isExpiryFarEnough: true,
      isCooldownOver: true,
      keepsOrder: false,
    });
  });

  it("rests at the very edge of the band, not one tick inside it", () => {
    expect(rewardPlacement([0.48, 0.45], 0.49, 0.04, 0.01)?.price).toBe(0.45);
    expect(rewardPlacement([0.48, 0.44], 0.49, 0.04, 0.01)?.price).toBeCloseTo(0.46, 12);
    expect(rewardPlacement([], 0.49, 0.04, 0.01)).toBeNull();
  });
});
