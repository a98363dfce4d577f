import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { executableArbitrage } from "../../src/arbitrage/executable-arbitrage.ts";
import { maximiseLinear } from "../../src/arbitrage/linear-program.ts";

const PAIR = [
  [1, 0],
  [0, 1],
];
const levels = fc.array(
  fc.record({
    price: fc.integer({ min: 5, max: 95 }).map((cents) => cents / 100),
    size: fc.integer({ min: 1, max: 500 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const rate = fc.constantFrom(0, 0.04, 0.07);

describe("the linear program", () => {
  it("solves a known one", () => {
    // Maximise 3x + 5y with x <= 4, 2y <= 12, 3x + 2y <= 18: the textbook answer is (2, 6).
    const rows = [
      [1, 0],
      [0, 2],
      [3, 2],
    ];
    expect(maximiseLinear([3, 5], rows, [4, 12, 18])).toEqual([2, 6]);
  });

  it("ends on the degenerate program that cycles without an anti-cycling rule", () => {
    const rows = [
      [0.25, -60, -1 / 25, 9],
      [0.5, -90, -1 / 50, 3],
      [0, 0, 1, 0],
    ];
    const [x = 0, y = 0, z = 0, w = 0] = maximiseLinear([0.75, -150, 0.02, -6], rows, [0, 0, 1]);
    expect(0.75 * x - 150 * y + 0.02 * z - 6 * w).toBeCloseTo(0.05, 9);
  });

  it("refuses what has no finite answer or no start", () => {
    expect(() => maximiseLinear([1], [[-1]], [1])).toThrow("without limit");
    expect(() => maximiseLinear([1], [[1]], [-1])).toThrow("negative");
  });
});

describe("executable arbitrage", () => {
  it("equals walking both ladders together for a pair, and never exceeds the depth", () => {
    fc.assert(
      fc.property(levels, levels, rate, (yesAsks, noAsks, feeRate) => {
        const schedule = { rate: feeRate, exponent: 1 };
        const answer = executableArbitrage(
          [
            { asks: yesAsks, schedule },
            { asks: noAsks, schedule },
          ],
          PAIR,
          null,
        );
        const unitCost = (price: number): number => price + feeRate * price * (1 - price);
        const sorted = [yesAsks, noAsks].map((asks) =>
          asks
            .map(({ price, size }) => ({ cost: unitCost(price), size }))
            .toSorted((a, b) => a.cost - b.cost),
        );
        const [yes = [], no = []] = sorted;
        let profit = 0;
        for (let i = 0, j = 0; i < yes.length && j < no.length;) {
          const [one, other] = [yes[i], no[j]];
          if (one === undefined || other === undefined || one.cost + other.cost >= 1) break;
          const pairs = Math.min(one.size, other.size);
          profit += pairs * (1 - one.cost - other.cost);
          one.size -= pairs;
          other.size -= pairs;
          if (one.size === 0) i += 1;
          if (other.size === 0) j += 1;
        }
        expect(answer.profitMinUsd).toBeCloseTo(profit, 6);
        expect(Math.min(...answer.payoffs) - answer.costUsd).toBeCloseTo(answer.profitMinUsd, 6);
        const depth = yesAsks.reduce((sum, { size }) => sum + size, 0);
        expect(answer.quantities[0]).toBeLessThanOrEqual(depth + 1e-9);
      }),
    );
  });

  it("never earns less from a deeper book or a larger budget, and keeps the budget", () => {
    const tokens = fc.array(levels, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(tokens, rate, fc.integer({ min: 1, max: 200 }), (ladders, feeRate, budgetUsd) => {
        const outcomes = ladders.map((_, winner) =>
          ladders.map((__, token) => +(token === winner)),
        );
        const schedule = { rate: feeRate, exponent: 1 };
        const arbitrageWith = (deeper: number, budget: number | null) =>
          executableArbitrage(
            ladders.map((asks) => ({
              asks: asks.map(({ price, size }) => ({ price, size: size * deeper })),
              schedule,
            })),
            outcomes,
            budget,
          );
        const bound = arbitrageWith(1, budgetUsd);
        expect(bound.costUsd).toBeLessThanOrEqual(budgetUsd + 1e-9);
        expect(bound.profitMinUsd).toBeGreaterThanOrEqual(0);
        const free = arbitrageWith(1, null).profitMinUsd;
        expect(free).toBeGreaterThanOrEqual(bound.profitMinUsd - 1e-9);
        expect(arbitrageWith(2, null).profitMinUsd).toBeGreaterThanOrEqual(free - 1e-9);
      }),
    );
  });
});
