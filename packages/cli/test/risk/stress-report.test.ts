import { describe, expect, it } from "vitest";
import { stressText } from "../../src/risk/print-stress.ts";
import { QUANTILES, stressReport } from "../../src/risk/stress-report.ts";

const STRESS = {
  seed: 42,
  pathCount: 1_000,
  tradesPerPath: 100,
  cashUsd: 200,
  stakeFraction: 0.05,
  price: 0.5,
  winProbability: 0.5,
  drawdownMax: 0.3,
};

describe("the stress report", () => {
  it("has quantiles that rise from the least to the most, and a worst case among them", () => {
    const { quantiles, summary, worst } = stressReport(STRESS);
    const cash = quantiles.finalCashUsd ?? [];
    expect(cash).toHaveLength(QUANTILES.length);
    expect(cash).toEqual(cash.toSorted((one, other) => one - other));
    expect(cash[0]).toBe(summary.minFinalCashUsd);
    expect(worst.finalCashUsd).toBe(summary.minFinalCashUsd);
    expect(quantiles.haltTrade?.[0]).toBe(summary.firstHaltTrade);
    expect(quantiles.haltDrawdown?.at(-1)).toBe(summary.maxDrawdownAtHalt);
  });

  it("says so when nothing was halted", () => {
    const report = stressReport({ ...STRESS, pathCount: 3, winProbability: 1 });
    expect(report.quantiles.haltDrawdown).toBeNull();
    expect(stressText(report)).toContain("never halted; longest losing run 0");
  });

  it("marks a broken property in the text", () => {
    const report = stressReport({ ...STRESS, pathCount: 3 });
    const broken = { ...report, violations: { ...report.violations, noTradeAfterHalt: [2, 3] } };
    expect(stressText(broken)).toContain(
      "BROKEN  no trade after the halt: by 2, the first is sequence 2",
    );
  });
});
