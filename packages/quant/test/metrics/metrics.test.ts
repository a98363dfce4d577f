import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { forecastQuality } from "../../src/metrics/brier.ts";
import { equityStraightness, maxDrawdown } from "../../src/metrics/equity-straightness.ts";
import { runway } from "../../src/metrics/runway.ts";
import { sharpeRatio } from "../../src/metrics/sharpe.ts";
import { createMulberry32 } from "../../src/stress/mulberry32.ts";

describe("the Sharpe ratio", () => {
  it("does not change with the size of the account", () => {
    const equity = [100, 103, 101, 108, 106];
    const large = equity.map((value) => value * 1000);
    expect(sharpeRatio(large, 365).annualised).toBeCloseTo(
      sharpeRatio(equity, 365).annualised ?? NaN,
      9,
    );
  });

  it("is unknown without variance", () => {
    expect(sharpeRatio([100, 100, 100], 365).perPeriod).toBeNull();
    expect(sharpeRatio([100, 110, 121], 365)).toMatchObject({ count: 2, perPeriod: null });
    expect(sharpeRatio([100], 365)).toMatchObject({ count: 0, deviation: null });
  });
});

describe("straightness", () => {
  it("lets honest random walks with a drift pass", () => {
    const draw = createMulberry32(1);
    const equity = [1000];
    for (let day = 0; day < 200; day += 1) {
      equity.push((equity.at(-1) ?? 0) + 1 + 20 * (draw() - 0.5));
    }
    const answer = equityStraightness(equity);
    expect(answer.verdict).toBe("PASS");
    expect(answer.drawdownMax).toBe(maxDrawdown(equity));
  });

  it("fails constant growth, which is straight only on a logarithmic scale", () => {
    const equity = Array.from({ length: 60 }, (_, cycle) => 20 * 1.05 ** cycle);
    const answer = equityStraightness(equity);
    expect(answer.rSquaredLog).toBeCloseTo(1, 12);
    expect(answer.verdict).toBe("FAIL");
  });

  it("keeps drawdown inside [0, 1] for non-negative equity", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), (equity) => {
        expect(maxDrawdown(equity)).toBeGreaterThanOrEqual(0);
        expect(maxDrawdown(equity)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("runway", () => {
  it("ends at the floor and never goes below zero", () => {
    expect(runway(250, [-10], 30, 250)).toEqual({ lossUsdPerDay: 10, days: 0, percent: 0 });
    expect(runway(100, [-10], 30, 250).days).toBe(0);
    expect(runway(100, [])).toEqual({ lossUsdPerDay: 0, days: null, percent: 100 });
  });
});

describe("forecast quality", () => {
  const forecasts = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      fc.constantFrom(0, 1),
    ),
    { minLength: 1, maxLength: 80 },
  );

  it("splits the Brier score without remainder and counts every forecast once", () => {
    fc.assert(
      fc.property(forecasts, (rows) => {
        const quality = forecastQuality(
          rows.map(([forecast]) => forecast),
          rows.map(([, outcome]) => outcome),
        );
        const { reliability, resolution, uncertainty, withinBin, brier, curve } = quality;
        expect(reliability - resolution + uncertainty + withinBin).toBeCloseTo(brier, 12);
        expect(curve.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        expect(brier).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("puts tenths into the bin they begin, and 1 into the last", () => {
    const tenths = [0.1, 0.2, 0.3, 0.6, 0.7, 0.9, 1];
    const { curve } = forecastQuality(tenths, [0, 0, 0, 0, 0, 0, 1]);
    expect(curve.map(({ bin, count }) => [bin, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [6, 1],
      [7, 1],
      [9, 2],
    ]);
  });

  it("has no skill to report when every outcome is the same", () => {
    expect(forecastQuality([0.5], [1]).skill).toBeNull();
    expect(() => forecastQuality([], [])).toThrow(RangeError);
    expect(() => forecastQuality([1.2], [1])).not.toThrow();
    expect(() => forecastQuality([-0.2], [1])).toThrow("forecast must lie in [0, 1]");
  });
});
