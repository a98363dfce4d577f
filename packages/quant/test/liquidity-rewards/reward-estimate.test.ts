import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { rewardCompetition } from "../../src/liquidity-rewards/reward-competition.ts";
import { rewardEpoch } from "../../src/liquidity-rewards/reward-epoch.ts";
import { rewardEstimate } from "../../src/liquidity-rewards/reward-estimate.ts";
import { rewardScore, type RewardOrder } from "../../src/liquidity-rewards/reward-score.ts";

const RULES = { spreadCentsMax: 4, sizeSharesMin: 1, multiplier: 1, oneSidedDivisor: 3 };

const makers = fc.array(
  fc.array(
    fc.record({
      outcome: fc.constantFrom("YES" as const, "NO" as const),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      price: fc.integer({ min: 1, max: 99 }).map((cents) => cents / 100),
      size: fc.integer({ min: 1, max: 500 }),
    }),
    { maxLength: 4 },
  ),
  { minLength: 1, maxLength: 6 },
);

describe("competition in a book", () => {
  it("lies between its bounds however the orders belong to makers", () => {
    const mids = fc.integer({ min: 2, max: 98 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(makers, mids, (owners, mid) => {
        const all: RewardOrder[] = owners.flat();
        const { least, most } = rewardCompetition(rewardScore(all, mid, RULES), mid);
        const truth = owners.reduce((sum, orders) => sum + rewardScore(orders, mid, RULES).qMin, 0);
        expect(truth).toBeGreaterThanOrEqual(least - 1e-9);
        expect(truth).toBeLessThanOrEqual(most + 1e-9);
      }),
    );
  });

  it("reaches both bounds", () => {
    expect(rewardCompetition({ qOne: 80, qTwo: 80, qMin: 80 }, 0.5)).toEqual({
      least: 40,
      asOneMaker: 80,
      most: 80,
    });
    expect(rewardCompetition({ qOne: 90, qTwo: 0, qMin: 30 }, 0.5)).toEqual({
      least: 30,
      asOneMaker: 30,
      most: 30,
    });
    expect(rewardCompetition({ qOne: 90, qTwo: 20, qMin: 20 }, 0.95).least).toBe(0);
  });
});

describe("the reward estimate", () => {
  it("agrees with a day of samples", () => {
    const scores = fc.double({ min: 0.1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(scores, scores, fc.integer({ min: 1, max: 1440 }), (score, others, present) => {
        const samples = Array.from(
          { length: 1440 },
          (_, sample) =>
            new Map([["others", others], ...(sample < present ? [["me", score] as const] : [])]),
        );
        const paid = rewardEpoch(samples, 500).get("me");
        const estimate = rewardEstimate({
          score,
          competition: others,
          poolUsdPerDay: 500,
          uptime: present / 1440,
        });
        expect(estimate.dayShare).toBeCloseTo(paid?.share ?? 0, 9);
        expect(estimate.paidUsdPerDay > 0).toBe((paid?.payoutUsd ?? 0) > 0);
      }),
      { numRuns: 20 },
    );
  });

  it("pays nothing below one USD, and says from which pool on", () => {
    const estimate = rewardEstimate({
      score: 12.8 / 3,
      competition: 50_000 - 12.8 / 3,
      poolUsdPerDay: 200,
      uptime: 1,
    });
    expect(estimate.earnedUsdPerDay).toBeCloseTo(0.0170666667, 9);
    expect(estimate.paidUsdPerDay).toBe(0);
    expect(estimate.payingPoolUsd).toBeCloseTo(11_718.75, 6);
  });

  it("gives all of the pool to a maker without competition, whatever his uptime", () => {
    const alone = { score: 3, competition: 0, poolUsdPerDay: 40, uptime: 0.2 };
    expect(rewardEstimate(alone).paidUsdPerDay).toBe(40);
    expect(rewardEstimate({ ...alone, score: 0 })).toMatchObject({
      paidUsdPerDay: 0,
      payingPoolUsd: null,
    });
  });
});
