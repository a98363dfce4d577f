import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bregmanCertificate } from "../../src/projection/bregman-certificate.ts";
import { bregmanProjection } from "../../src/projection/bregman-projection.ts";
import { divergenceOf, type DivergenceKind } from "../../src/projection/divergence.ts";
import { lmsrArbitrage } from "../../src/projection/lmsr-arbitrage.ts";
import { openLoopFrankWolfe } from "../../src/projection/open-loop-frank-wolfe.ts";

const PAIR = [
  [1, 0],
  [0, 1],
];
const price = fc.integer({ min: 2, max: 98 }).map((cents) => cents / 100);
const kind = fc.constantFrom<DivergenceKind>("binary_entropy", "kl");

/** Markets of a few tokens with random outcomes, each token worth 0 or 1. */
const market = fc.integer({ min: 2, max: 4 }).chain((tokenCount) =>
  fc.record({
    prices: fc.array(price, { minLength: tokenCount, maxLength: tokenCount }),
    outcomes: fc.uniqueArray(
      fc.array(fc.constantFrom(0, 1), { minLength: tokenCount, maxLength: tokenCount }),
      { minLength: 2, maxLength: 6, selector: (payoff) => payoff.join() },
    ),
  }),
);

describe("the projection", () => {
  it("is the proportional normalisation of an exclusive set under kl", () => {
    fc.assert(
      fc.property(fc.array(price, { minLength: 2, maxLength: 6 }), (prices) => {
        const outcomes = prices.map((_, winner) => prices.map((__, token) => +(token === winner)));
        const { fairValues } = bregmanProjection(prices, outcomes, "kl");
        const total = prices.reduce((sum, value) => sum + value, 0);
        fairValues.forEach((value, index) => {
          expect(value).toBeCloseTo((prices[index] ?? NaN) / total, 7);
        });
      }),
    );
  });

  it("reaches its minimum: no outcome lies in a direction that would lower the divergence", () => {
    fc.assert(
      fc.property(market, kind, ({ prices, outcomes }, divergenceKind) => {
        const { fairValues, divergence, gap } = bregmanProjection(prices, outcomes, divergenceKind);
        expect(gap).toBeLessThan(1e-9);
        for (const payoff of outcomes) {
          const moved = fairValues.map(
            (value, token) => 0.999 * value + 0.001 * (payoff[token] ?? 0),
          );
          const there = divergenceOf(divergenceKind, moved, prices);
          expect(there).toBeGreaterThanOrEqual(divergence - 1e-9);
        }
      }),
    );
  });

  it("leaves coherent prices alone, so projecting twice changes nothing", () => {
    fc.assert(
      fc.property(market, kind, ({ prices, outcomes }, divergenceKind) => {
        const once = bregmanProjection(prices, outcomes, divergenceKind).fairValues;
        fc.pre(once.every((value) => value > 0.001 && value < 0.999));
        const twice = bregmanProjection(once, outcomes, divergenceKind);
        expect(twice.divergence).toBeLessThan(1e-9);
        twice.fairValues.forEach((value, index) => {
          expect(value).toBeCloseTo(once[index] ?? NaN, 4);
        });
      }),
    );
  });

  it("gives 0.5 for 0.40 and 0.40, where a truncated solver stops at 0.4975", () => {
    for (const divergenceKind of ["binary_entropy", "kl"] as const) {
      const [yes] = bregmanProjection([0.4, 0.4], PAIR, divergenceKind).fairValues;
      expect(Math.abs((yes ?? 0) - 0.5)).toBeLessThan(1e-9);
    }
    const truncated = openLoopFrankWolfe([0.4, 0.4], PAIR, [1, 0], 200);
    expect(Math.min(...truncated)).toBeCloseTo(100 / 201, 12);
  });

  it("refuses a market it is not defined for", () => {
    expect(() => bregmanProjection([0, 0.5], PAIR)).toThrow("prices");
    expect(() => bregmanProjection([0.5, 0.5], [])).toThrow("outcomes");
    expect(() => bregmanProjection([0.5, 0.5], [[1]])).toThrow("outcomes");
  });
});

describe("the certificate", () => {
  it("promises no more than the maker trade earns in its worst outcome, and exactly that", () => {
    fc.assert(
      fc.property(price, price, price, (yes, no, fair) => {
        const values = [fair, 1 - fair];
        const { profitMin, divergenceOptimal } = bregmanCertificate([yes, no], values, PAIR);
        const trade = lmsrArbitrage([yes, no], values, 100, PAIR);
        expect(trade.profitMinUsd).toBeCloseTo(100 * profitMin, 9);
        expect(profitMin).toBeLessThanOrEqual(divergenceOptimal + 1e-9);
      }),
    );
  });

  it("accepts the exact projection", () => {
    const { fairValues } = bregmanProjection([0.4, 0.4], PAIR);
    expect(bregmanCertificate([0.4, 0.4], fairValues, PAIR).isAccepted).toBe(true);
  });
});
