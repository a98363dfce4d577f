import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { drawdownAlignment } from "../../src/acceptance/drawdown-alignment.ts";
import { naiveSimulation } from "../../src/acceptance/naive-simulation.ts";
import {
  statefulSimulation,
  type StatefulSetup,
} from "../../src/acceptance/stateful-simulation.ts";
import { winRateDrop } from "../../src/acceptance/win-rate-drop.ts";

const setupOf = (overrides: Partial<StatefulSetup> = {}): StatefulSetup => ({
  startUsd: 20,
  cashFraction: 0.2,
  cycleCount: 144,
  cycleSeconds: 5,
  yesAsks: [{ price: 0.4, size: 1000 }],
  noAsks: [{ price: 0.4, size: 1000 }],
  schedule: { rate: 0, exponent: 1 },
  profitMin: 0,
  resilience: { permanentShare: 1, recoveryPerSecond: 0 },
  driftMax: null,
  ...overrides,
});

const ladder = fc
  .array(
    fc.record({
      price: fc.integer({ min: 20, max: 80 }).map((cents) => cents / 100),
      size: fc.integer({ min: 1, max: 200 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((levels) => levels.toSorted((a, b) => a.price - b.price));

describe("a book that remembers", () => {
  it("never pays more than it holds, and never gets cheaper", () => {
    fc.assert(
      fc.property(ladder, ladder, fc.constantFrom(0, 0.05), (yesAsks, noAsks, rate) => {
        const setup = setupOf({ yesAsks, noAsks, schedule: { rate, exponent: 1 } });
        const run = statefulSimulation(setup);
        const { extractable, finalCashUsd, totalPairs, firstUnitCost, lastUnitCost } = run;
        expect(finalCashUsd).toBeLessThanOrEqual(20 + extractable.profitUsd + 1e-9);
        expect(totalPairs).toBeLessThanOrEqual(extractable.pairs + 1e-9);
        expect(lastUnitCost ?? 0).toBeGreaterThanOrEqual((firstUnitCost ?? 0) - 1e-9);
        expect(lastUnitCost ?? 0).toBeLessThan(1);
        expect(run.equityUsd.every((cash, index) => cash >= (run.equityUsd[index - 1] ?? 20))).toBe(
          true,
        );
        expect(statefulSimulation(setup)).toEqual(run);
      }),
    );
  });

  it("ends far below the same fixture with infinite liquidity", () => {
    const naive = naiveSimulation({
      unsafeInfiniteLiquidity: true,
      mode: "pair",
      startUsd: 20,
      cashFraction: 0.2,
      cycleCount: 144,
      prices: [0.4, 0.4],
      sharesMax: null,
    });
    expect(naive.finalCashUsd).toBeCloseTo(20 * 1.05 ** 144, 6);
    expect(statefulSimulation(setupOf()).finalCashUsd).toBeCloseTo(220, 9);
  });

  it("asks for the profit it is told to and stops at a drift", () => {
    expect(statefulSimulation(setupOf({ profitMin: 0.2 })).totalPairs).toBe(0);
    expect(statefulSimulation(setupOf({ profitMin: 0.19 })).totalPairs).toBeCloseTo(1000, 6);
    expect(statefulSimulation(setupOf({ driftMax: 0.05 }))).toMatchObject({
      blockedCycles: 144,
      tradedCycles: 0,
      firstUnitCost: null,
    });
  });
});

describe("the win rate", () => {
  it("counts a trade of exactly zero neither as won nor as lost", () => {
    const answer = winRateDrop([1, 2, -1, 0.3], [0, 2, 0, 0.1 + 0.2]);
    expect(answer.naiveWinRate).toBe(0.75);
    expect(answer.realisticWinRate).toBe(0.5);
    expect(winRateDrop([0], [0])).toMatchObject({ naiveWinRate: null, dropPoints: null });
  });
});

describe("drawdown alignment", () => {
  it("has a probability of 1 when the windows are everywhere, and passes nothing then", () => {
    const equity = [10, 9, 11, 8];
    expect(drawdownAlignment(equity, [[1, 3]])).toMatchObject({
      shareInWindows: 1,
      lift: 1,
      pValue: 1,
      verdict: "FAIL",
    });
  });

  it("counts the shifts that reach the observed share, the observed one included", () => {
    const equity = Array.from({ length: 41 }, (_, index) => (index < 20 ? 100 + index : 100));
    // One fall, at step 20, in a window of one step: only the unshifted window reaches it.
    expect(drawdownAlignment(equity, [[20, 20]])).toMatchObject({
      shareInWindows: 1,
      timeShare: 1 / 40,
      pValue: 1 / 40,
      verdict: "PASS",
    });
    expect(drawdownAlignment([1, 2, 3], [[1, 1]])).toMatchObject({ pValue: 1, verdict: "FAIL" });
  });
});
