import type { BookLevel } from "../book-walk/walk-book.ts";
import type { FeeSchedule } from "../fees/taker-fee.ts";
import { driftGuard } from "../kelly/drift-guard.ts";
import { STRICT_RESILIENCE, type ResilienceRules } from "../latency/depth-overlay.ts";
import { createPairLadders, type PairLadders, type PairPurchase } from "./pair-ladders.ts";

/** Buying complete pairs below one USD from a book that remembers. */
export interface StatefulSetup {
  readonly startUsd: number;
  /** Share of cash each cycle may spend. */
  readonly cashFraction: number;
  readonly cycleCount: number;
  readonly cycleSeconds: number;
  readonly yesAsks: readonly BookLevel[];
  readonly noAsks: readonly BookLevel[];
  readonly schedule: FeeSchedule;
  /** Profit a pair must exceed, in USD. */
  readonly profitMin: number;
  readonly resilience: ResilienceRules;
  /** Relative drift of prices from proportional fair values that blocks a cycle; `null` for none. */
  readonly driftMax: number | null;
}

/** What the book allowed. Amounts in USD, fees not rounded; `null` where nothing was traded. */
export interface StatefulSimulation {
  readonly finalCashUsd: number;
  readonly totalPairs: number;
  readonly tradedCycles: number;
  /** Counted from 1. */
  readonly lastTradedCycle: number | null;
  readonly blockedCycles: number;
  /** Mean cost per pair of the first and of the last cycle that traded. */
  readonly firstUnitCost: number | null;
  readonly lastUnitCost: number | null;
  readonly bestAsksAfter: readonly [number | null, number | null];
  /** Cash after each cycle. */
  readonly equityUsd: readonly number[];
  /** Everything the displayed book holds for pairs, without a budget. */
  readonly extractable: PairPurchase & { readonly profitUsd: number };
}

/**
 * Each cycle spends a share of cash on pairs while they cost less than one USD, merges them at once and
 * leaves the depth consumed: the honest counterpart of `naiveSimulation`.
 */
export function statefulSimulation(setup: StatefulSetup): StatefulSimulation {
  const { yesAsks, noAsks, schedule, profitMin, driftMax } = setup;
  const unitCostMax = 1 - profitMin;
  const ladders = createPairLadders(yesAsks, noAsks, schedule, setup.resilience);
  const equityUsd: number[] = [];
  const unitCosts: number[] = [];
  let cashUsd = setup.startUsd;
  let totalPairs = 0;
  let lastTradedCycle: number | null = null;
  let blockedCycles = 0;
  for (let cycle = 1; cycle <= setup.cycleCount; cycle += 1) {
    const timeMs = (cycle - 1) * setup.cycleSeconds * 1000;
    if (driftMax !== null && hasDrifted(ladders, timeMs, driftMax)) blockedCycles += 1;
    else {
      const { pairs, costUsd } = ladders.buy(timeMs, setup.cashFraction * cashUsd, unitCostMax);
      if (pairs > 0) {
        cashUsd += pairs - costUsd;
        totalPairs += pairs;
        unitCosts.push(costUsd / pairs);
        lastTradedCycle = cycle;
      }
    }
    equityUsd.push(cashUsd);
  }
  const whole = createPairLadders(yesAsks, noAsks, schedule, STRICT_RESILIENCE);
  const bound = whole.buy(0, Infinity, unitCostMax);
  return {
    finalCashUsd: cashUsd,
    totalPairs,
    tradedCycles: unitCosts.length,
    lastTradedCycle,
    blockedCycles,
    firstUnitCost: unitCosts[0] ?? null,
    lastUnitCost: unitCosts.at(-1) ?? null,
    bestAsksAfter: ladders.bestAsks((setup.cycleCount - 1) * setup.cycleSeconds * 1000),
    equityUsd,
    extractable: { ...bound, profitUsd: bound.pairs - bound.costUsd },
  };
}

/** Whether the best asks are too far from the fair values proportional to them. */
function hasDrifted(ladders: PairLadders, timeMs: number, driftMax: number): boolean {
  const [yes, no] = ladders.bestAsks(timeMs);
  if (yes === null || no === null) return false;
  const fairValues = [yes / (yes + no), no / (yes + no)];
  return driftGuard([yes, no], fairValues, { relativeMax: driftMax, absoluteMin: 0 }).mustBlock;
}
