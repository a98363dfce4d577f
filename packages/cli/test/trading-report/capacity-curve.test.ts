import { describe, expect, it } from "vitest";
import { capacityCurve } from "../../src/trading-report/capacity-curve.ts";
import { capacityText } from "../../src/trading-report/print-trading.ts";
import { micro } from "./hand-run.ts";

/** A book that pays one cent a share on the first 100 and costs two on the others. */
function profitOf(multiplier: number): number {
  const shares = 50 * multiplier;
  return micro(Math.min(shares, 100) * 0.01 - Math.max(0, shares - 100) * 0.02);
}

describe("the capacity curve", () => {
  it("runs every size once, ascending, one after the other", async () => {
    const asked: number[] = [];
    let running = 0;
    const curve = await capacityCurve({
      multipliers: [4, 0.25, 1, 2, 1, 0.5],
      run: async (multiplier) => {
        running += 1;
        expect(running).toBe(1);
        asked.push(multiplier);
        await Promise.resolve();
        running -= 1;
        return {
          netPnlMicroUsd: profitOf(multiplier),
          filledMicroUsd: micro(10 * multiplier),
          orderedMicroUsd: micro(20 * multiplier),
          fillCount: 3,
        };
      },
    });
    expect(asked).toEqual([0.25, 0.5, 1, 2, 4]);
    expect(curve.points.map(({ netPnlMicroUsd }) => netPnlMicroUsd)).toEqual(
      [0.125, 0.25, 0.5, 1, -1].map(micro),
    );
    expect(curve).toMatchObject({ bestMultiplier: 2, saturatesAt: 2 });
    expect(curve.points[0]).toMatchObject({
      fillShare: 0.5,
      fillCount: 3,
      ordersPlaced: null,
      pnlPerFilledUsd: 0.05,
    });
    const text = capacityText(curve);
    expect(text).toContain("x 0.25");
    expect(text).toContain("Most was earned at x 2. From x 2 on, larger orders earned no more.");
  });

  it("says so when nothing was earned, and when more might be", async () => {
    const loss = await capacityCurve({
      multipliers: [1],
      run: () => Promise.resolve({ netPnlMicroUsd: -1, filledMicroUsd: 0 }),
    });
    expect(loss).toMatchObject({ bestMultiplier: null, saturatesAt: null });
    expect(loss.points[0]).toMatchObject({ pnlPerFilledUsd: null, fillShare: null });
    expect(capacityText(loss)).toContain("No size earned anything.");
    const growing = await capacityCurve({
      multipliers: [1, 2],
      run: (multiplier) => Promise.resolve({ netPnlMicroUsd: multiplier, filledMicroUsd: 1 }),
    });
    expect(growing).toMatchObject({ bestMultiplier: 2, saturatesAt: null });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses a multiplier of %s",
    async (bad) => {
      const run = () => Promise.resolve({ netPnlMicroUsd: 0, filledMicroUsd: 0 });
      await expect(capacityCurve({ multipliers: [bad], run })).rejects.toThrow("above 0");
    },
  );
});
