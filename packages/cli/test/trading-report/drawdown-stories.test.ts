import { describe, expect, it } from "vitest";
import type { DrawdownStory } from "../../src/trading-report/summary/equity-summary.ts";
import { HandRun, micro } from "./hand-run.ts";

function story(run: HandRun, definition: DrawdownStory["definition"]): DrawdownStory | undefined {
  return run.summary().drawdown.stories.find((told) => told.definition === definition);
}

describe("the incident of the drawdown audit", () => {
  it("as an open winner that came to nothing: halted by the marked peak, not by the cash peak", () => {
    const run = new HandRun({ depositUsd: 200.97 }).book([[0.1, 1_000]], [[0.11, 1_000]]);
    run.after(1_000).trade({ side: "BUY", shares: 200, price: 0.1 });
    run.after(1_000).book([[0.95, 1_000]], [[0.96, 1_000]]);
    run.after(1_000).book([], [[0.01, 1_000]]);
    run.ledger.resolveMarket("rain", [0, 10_000], run.cause);
    run.after(1_000).book([], [[0.01, 1_000]]);
    const cash = story(run, "cash_peak");
    expect(cash?.worstShare).toBeCloseTo(0.099517340897, 10);
    expect(cash?.wouldHalt).toBe(false);
    const marked = story(run, "marked_peak");
    expect(marked?.worstShare).toBeCloseTo(0.512170795482, 10);
    expect(marked?.wouldHalt).toBe(true);
    expect(run.summary().drawdown).toMatchObject({ isHalted: false, haltedAtMs: null });
  });

  it("as redeemed cash that was lost again: a real drawdown under every definition", () => {
    const run = new HandRun({ depositUsd: 200.97 }).book([[0.1, 1_000]], [[0.11, 1_000]]);
    run.after(1_000).trade({ side: "BUY", shares: 220, price: 0.1 });
    run.ledger.resolveMarket("rain", [10_000, 0], run.cause);
    run.ledger.redeem({ operationId: "redeem", marketId: "rain", sizes: null }, run.cause);
    const cash = run.ledger.view.cash.cashMicroUsd;
    run.after(1_000).quote(0.5, 1);
    run.trade({ side: "BUY", shares: 360, price: 0.5, market: 1 });
    run.after(1_000).book([], [[0.01, 1_000]], 1);
    run.ledger.resolveMarket("sun", [0, 10_000], run.cause);
    run.after(1_000).book([], [[0.01, 1_000]], 1);
    run.ledger.judgeDrawdown(run.cause);
    for (const definition of ["cash_peak", "marked_peak", "cash_only"] as const) {
      const told = story(run, definition);
      expect(told?.worstShare).toBeCloseTo(micro(180) / cash, 10);
      expect(told?.wouldHalt).toBe(true);
    }
    const { drawdown } = run.summary();
    expect(drawdown).toMatchObject({ isHalted: true, level: "HALT", haltedAtMs: run.nowMs });
    expect(drawdown.worst?.distanceMicroUsd).toBeLessThan(0);
  });

  it("halts at exactly 30 %", () => {
    const run = new HandRun({ depositUsd: 386.97 }).quote(0.5);
    run.trade({ side: "BUY", shares: 232.182, price: 0.5 });
    run.ledger.resolveMarket("rain", [0, 10_000], run.cause);
    run.after(1_000).quote(0.5);
    expect(story(run, "cash_peak")).toMatchObject({ worstShare: 0.3, wouldHalt: true });
  });
});
