import { stressPaths, type DrawdownStress, type StressPath } from "@polytraders/quant";
import { describe, expect, it } from "vitest";
import { stressViolations } from "../../src/risk/stress-properties.ts";

const STRESS: DrawdownStress = {
  seed: 42,
  pathCount: 50,
  tradesPerPath: 100,
  cashUsd: 200,
  stakeFraction: 0.05,
  price: 0.5,
  winProbability: 0.5,
  drawdownMax: 0.3,
};

const HONEST = stressPaths(STRESS);
const haltedAt = HONEST.findIndex(({ haltDrawdown }) => haltDrawdown !== null);

/** The honest sequences with one of them told differently, judged. */
function judged(change: (path: StressPath) => StressPath) {
  const paths = HONEST.map((path, index) => (index === haltedAt ? change(path) : path));
  return stressViolations(paths, paths, STRESS);
}

describe("stress properties", () => {
  it("hold for sequences that were run as they should be", () => {
    expect(stressViolations(HONEST, stressPaths(STRESS), STRESS)).toEqual({
      haltsAtFirstBreach: [],
      noTradeAfterHalt: [],
      overshootBounded: [],
      repeatable: [],
    });
  });

  it("show a halt that was missed", () => {
    const violations = judged((path) => ({ ...path, haltDrawdown: null }));
    expect(violations.haltsAtFirstBreach).toEqual([haltedAt + 1]);
  });

  it("show a halt without a breach, and a sequence that stopped without a halt", () => {
    const early = judged((path) => ({
      ...path,
      cashAfterTradesUsd: path.cashAfterTradesUsd.slice(0, 1),
    }));
    expect(early.haltsAtFirstBreach).toEqual([haltedAt + 1]);
    const silent = judged((path) => ({
      ...path,
      haltDrawdown: null,
      cashAfterTradesUsd: path.cashAfterTradesUsd.slice(0, 1),
    }));
    expect(silent.haltsAtFirstBreach).toEqual([haltedAt + 1]);
  });

  it("show a trade after the halt", () => {
    const violations = judged((path) => ({
      ...path,
      cashAfterTradesUsd: [...path.cashAfterTradesUsd, path.finalCashUsd],
    }));
    expect(violations.noTradeAfterHalt).toEqual([haltedAt + 1]);
  });

  it("show a drawdown beyond what one stake can add", () => {
    const violations = judged((path) => ({ ...path, haltDrawdown: 0.34 }));
    expect(violations.overshootBounded).toEqual([haltedAt + 1]);
  });

  it("show sequences that differ from run to run", () => {
    const other = stressPaths({ ...STRESS, seed: 43 });
    expect(stressViolations(HONEST, other, STRESS).repeatable.length).toBeGreaterThan(0);
  });
});
