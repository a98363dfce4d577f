import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { driftGuard } from "../../src/kelly/drift-guard.ts";
import { kellyBinary, kellyShares } from "../../src/kelly/kelly-binary.ts";
import { kellyExclusive } from "../../src/kelly/kelly-exclusive.ts";
import { kellyLadder } from "../../src/kelly/kelly-ladder.ts";
import { kellyPair } from "../../src/kelly/kelly-pair.ts";

const probability = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);
const wealth = fc.record({
  cashUsd: fc.integer({ min: 10, max: 10_000 }),
  yesShares: fc.integer({ min: 0, max: 500 }),
  noShares: fc.integer({ min: 0, max: 500 }),
});

function growth(
  p: number,
  cost: number,
  held: { cashUsd: number; yesShares: number; noShares: number },
) {
  return (shares: number): number =>
    p * Math.log(held.cashUsd - cost * shares + held.yesShares + shares) +
    (1 - p) * Math.log(held.cashUsd - cost * shares + held.noShares);
}

describe("Kelly on one contract", () => {
  it("beats every nearby size", () => {
    fc.assert(
      fc.property(probability, probability, wealth, (p, cost, held) => {
        const best = kellyShares(p, cost, held);
        const growthAt = growth(p, cost, held);
        for (const other of [best + 0.5, Math.max(0, best - 0.5)]) {
          // Beyond the money the logarithm is NaN, which is no better either.
          expect(growthAt(other) > growthAt(best) + 1e-12).toBe(false);
        }
      }),
    );
  });

  it("never buys more at a higher cost or with more of the same side", () => {
    fc.assert(
      fc.property(probability, probability, wealth, (p, cost, held) => {
        const shares = kellyShares(p, cost, held);
        const dearer = kellyShares(p, Math.min(0.999, cost + 0.01), held);
        const heavier = kellyShares(p, cost, { ...held, yesShares: held.yesShares + 10 });
        expect(dearer).toBeLessThanOrEqual(shares + 1e-6);
        expect(heavier).toBeLessThanOrEqual(shares + 1e-6);
      }),
    );
  });

  it("names every cap that bound, in order", () => {
    const size = kellyBinary({
      probability: 0.8,
      unitCost: 0.4,
      wealth: { cashUsd: 500, yesShares: 0, noShares: 0 },
      kellyFraction: 1,
      caps: { cashFractionMax: 0.5, usdMax: 100, depthShares: 100 },
    });
    expect(size.bindingCaps).toEqual(["cash_fraction", "usd", "depth"]);
    expect(size).toMatchObject({ shares: 100, stakeUsd: 40 });
  });
});

describe("Kelly on a ladder", () => {
  it("equals one price when that price has the depth, and never exceeds the depth", () => {
    fc.assert(
      fc.property(probability, probability, wealth, fc.nat(2000), (p, cost, held, size) => {
        const ladder = kellyLadder({
          probability: p,
          asks: [{ price: cost, size }],
          wealth: held,
          schedule: { rate: 0, exponent: 1 },
          builderBps: 0,
          kellyFraction: 1,
        });
        const wanted = p > cost ? kellyShares(p, cost, held) : 0;
        const affordable = held.cashUsd / cost;
        expect(ladder.fullShares).toBeCloseTo(Math.min(wanted, size, affordable), 9);
      }),
    );
  });
});

describe("Kelly on exclusive outcomes", () => {
  it("beats moving a little money to any outcome", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 5, max: 60 })), {
          minLength: 2,
          maxLength: 6,
        }),
        (outcomes) => {
          const total = outcomes.reduce((sum, [weight]) => sum + weight, 20);
          const beliefs = outcomes.map(([weight]) => weight / total);
          const costs = outcomes.map(([, cents]) => cents / 100);
          // An exhaustive set below one USD is an arbitrage; here the rest of the belief lies outside.
          const { fractions } = kellyExclusive(beliefs, costs);
          const growthOf = (stakes: readonly number[]): number => {
            const cash = 1 - stakes.reduce((sum, stake) => sum + stake, 0);
            const outside = 1 - beliefs.reduce((sum, belief) => sum + belief, 0);
            return beliefs.reduce(
              (sum, belief, index) =>
                sum + belief * Math.log(cash + (stakes[index] ?? 0) / (costs[index] ?? 1)),
              outside * Math.log(cash),
            );
          };
          const best = growthOf(fractions);
          fractions.forEach((fraction, index) => {
            for (const change of [0.001, -Math.min(0.001, fraction)]) {
              const moved = fractions.map((stake, other) =>
                other === index ? stake + change : stake,
              );
              expect(growthOf(moved)).toBeLessThanOrEqual(best + 1e-12);
            }
          });
        },
      ),
    );
  });
});

describe("Kelly on two correlated contracts", () => {
  it("stakes on neither when neither has an edge and rejects impossible correlations", () => {
    const fair = { probability: 0.5, unitCost: 0.5 };
    expect(kellyPair(fair, fair, 0.3).fractions).toEqual([0, 0]);
    const unlikely = { probability: 0.1, unitCost: 0.05 };
    expect(() => kellyPair(unlikely, { probability: 0.9, unitCost: 0.8 }, 0.9)).toThrow(RangeError);
  });

  it("never shorts: a poor bet gets nothing even when it would hedge", () => {
    const pair = kellyPair(
      { probability: 0.6, unitCost: 0.5 },
      { probability: 0.5, unitCost: 0.55 },
      0.5,
    );
    expect(pair.fractions[1]).toBe(0);
    expect(pair.fractions[0]).toBeCloseTo(0.2, 9);
  });

  it("beats nearby stakes", () => {
    const correlation = fc.integer({ min: -20, max: 20 }).map((percent) => percent / 100);
    const bet = fc.record({
      probability: fc.integer({ min: 40, max: 60 }).map((percent) => percent / 100),
      unitCost: fc.integer({ min: 35, max: 60 }).map((percent) => percent / 100),
    });
    fc.assert(
      fc.property(bet, bet, correlation, (first, second, rho) => {
        const { joint, fractions, growth: best } = kellyPair(first, second, rho);
        const returnsOf = ({ unitCost }: typeof first): number[] => [(1 - unitCost) / unitCost, -1];
        const [win1, lose1] = returnsOf(first);
        const [win2, lose2] = returnsOf(second);
        for (const [d1, d2] of [
          [0.001, 0],
          [-0.001, 0],
          [0, 0.001],
          [0, -0.001],
          [0.001, 0.001],
          [0.001, -0.001],
        ] as const) {
          const stakes = [Math.max(0, fractions[0] + d1), Math.max(0, fractions[1] + d2)] as const;
          const growthHere = [
            [win1, win2],
            [win1, lose2],
            [lose1, win2],
            [lose1, lose2],
          ].reduce(
            (sum, [r1, r2], index) =>
              sum +
              (joint[index] ?? 0) * Math.log(1 + stakes[0] * (r1 ?? 0) + stakes[1] * (r2 ?? 0)),
            0,
          );
          expect(growthHere).toBeLessThanOrEqual(best + 1e-12);
        }
      }),
    );
  });
});

describe("the drift guard", () => {
  it("lets exactly the limit pass although floating point is above it", () => {
    // 0.21 / 0.2 - 1 is 0.05 on paper.
    expect(driftGuard([0.2], [0.21], { relativeMax: 0.05, absoluteMin: 0 }).mustBlock).toBe(false);
    expect(driftGuard([0.2], [0.2101], { relativeMax: 0.05, absoluteMin: 0 }).mustBlock).toBe(true);
    expect(driftGuard([0.2], [0.25], { relativeMax: 0.05, absoluteMin: 0.05 }).mustBlock).toBe(
      false,
    );
  });
});
