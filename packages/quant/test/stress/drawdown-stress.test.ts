import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { drawdownStress } from "../../src/stress/drawdown-stress.ts";
import { createMulberry32 } from "../../src/stress/mulberry32.ts";

const STRESS = {
  seed: 42,
  pathCount: 100,
  tradesPerPath: 60,
  cashUsd: 200,
  stakeFraction: 0.05,
  price: 0.5,
  winProbability: 0.5,
  drawdownMax: 0.3,
};

describe("the generator", () => {
  it("gives the same numbers for the same seed, in [0, 1)", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [one, other] = [createMulberry32(seed), createMulberry32(seed)];
        for (let draw = 0; draw < 20; draw += 1) {
          const value = one();
          expect(value).toBe(other());
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });
});

describe("stress paths", () => {
  it("overshoot the limit by no more than one stake", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), (seed, percent) => {
        const result = drawdownStress({ ...STRESS, seed, stakeFraction: percent / 100 });
        const worst = result.maxDrawdownAtHalt ?? 0;
        expect(worst).toBeLessThanOrEqual(result.overshootBound + 1e-12);
        expect(result.tradesExecuted).toBeLessThanOrEqual(100 * 60);
      }),
      { numRuns: 50 },
    );
  });

  it("repeat exactly, and lose nothing when every trade wins", () => {
    expect(drawdownStress(STRESS)).toEqual(drawdownStress(STRESS));
    expect(drawdownStress({ ...STRESS, winProbability: 1 })).toMatchObject({
      haltedPaths: 0,
      firstHaltTrade: null,
      maxDrawdownAtHalt: null,
      tradesExecuted: 6000,
    });
  });

  it("halt at the first breach and stop trading there", () => {
    const lost = drawdownStress({ ...STRESS, winProbability: 0 });
    // 0.95^7 is the first power of 0.95 at or below 0.7.
    expect(lost).toMatchObject({ haltedPaths: 100, meanHaltTrade: 7, tradesExecuted: 700 });
  });
});
