import { effectiveEquity, type HeldPosition, type InFlightValuation } from "./effective-equity.ts";

/** Over which cash observations the peak is taken. */
export type PeakMode = "all_time" | "rolling" | "daily";

export interface DrawdownRules {
  /** Drawdown that halts, at equality too. */
  readonly drawdownMax: number;
  /** Share of the limit that warns, at equality too. */
  readonly warnShare: number;
  readonly peakMode: PeakMode;
  /** Length of the rolling peak. */
  readonly windowDays: number;
  readonly inFlightValuation: InFlightValuation;
}

export const DEFAULT_DRAWDOWN_RULES: DrawdownRules = {
  drawdownMax: 0.3,
  warnShare: 0.8,
  peakMode: "all_time",
  windowDays: 30,
  inFlightValuation: "min_cost_bid",
};

/** One look at the account. */
export interface AccountObservation {
  readonly timeMs: number;
  readonly cashUsd: number;
  readonly positions: readonly HeldPosition[];
  /** Deposit (positive) or withdrawal since the last look, already contained in the cash. */
  readonly externalFlowUsd: number;
}

export interface DrawdownStep {
  /** Effective equity, in USD. */
  readonly effective: number;
  /** Highest cash, shifted by deposits and withdrawals, in USD. */
  readonly peak: number;
  /** Share of the peak lost; 0 while there is no peak. */
  readonly drawdown: number;
  readonly level: "OK" | "WARN" | "HALT";
}

/** Follows an account and halts it for good at the drawdown limit. */
export interface DrawdownMonitor {
  observe(observation: AccountObservation): DrawdownStep;
  readonly isHalted: boolean;
  /** Clears the halt; only an operator may. The peak stays. */
  clearHalt(): void;
}

const DAY_MS = 86_400_000;

/** What floating point may lose of an amount, in USD; far below the micro-dollar that separates two. */
const ROUNDING_USD = 1e-9;

/**
 * Drawdown from a peak of cash alone: marks never raise the peak, so an open winner that comes to
 * nothing is not a loss of money that was never there. Negative cash halts.
 *
 * The rolling peak covers the last `windowDays`; the daily one starts over each UTC day. Both forget,
 * so they need an absolute limit beside them.
 */
export function createDrawdownMonitor(
  rules: DrawdownRules = DEFAULT_DRAWDOWN_RULES,
): DrawdownMonitor {
  const peakOf = createCashPeak(rules);
  let isHalted = false;
  return {
    observe(observation) {
      const { cashUsd, positions } = observation;
      const { effective } = effectiveEquity(cashUsd, positions, rules.inFlightValuation);
      const peak = peakOf(observation);
      // Money is compared as money: dividing first would lose an exact 30 %.
      const lost = peak - effective;
      const reaches = (share: number): boolean => peak > 0 && lost + ROUNDING_USD >= share * peak;
      if (cashUsd < 0 || reaches(rules.drawdownMax)) isHalted = true;
      const isWarning = reaches(rules.drawdownMax * rules.warnShare);
      return {
        effective,
        peak,
        drawdown: peak > 0 ? Math.max(0, lost / peak) : 0,
        level: isHalted ? "HALT" : isWarning ? "WARN" : "OK",
      };
    },
    get isHalted() {
      return isHalted;
    },
    clearHalt() {
      isHalted = false;
    },
  };
}

/** The highest cash in force at each observation. */
function createCashPeak({ peakMode, windowDays }: DrawdownRules) {
  // Only samples that may still become the peak: cash falls from the first to the last.
  const samples: { timeMs: number; cashUsd: number }[] = [];
  let dayIndex = -Infinity;
  return ({ timeMs, cashUsd, externalFlowUsd }: AccountObservation): number => {
    const today = Math.floor(timeMs / DAY_MS);
    if (peakMode === "daily" && today !== dayIndex) samples.length = 0;
    dayIndex = today;
    if (externalFlowUsd !== 0) for (const sample of samples) sample.cashUsd += externalFlowUsd;
    while ((samples.at(-1)?.cashUsd ?? Infinity) <= cashUsd) samples.pop();
    samples.push({ timeMs, cashUsd });
    if (peakMode === "rolling") {
      const oldestMs = timeMs - windowDays * DAY_MS;
      while ((samples[0]?.timeMs ?? Infinity) < oldestMs) samples.shift();
    }
    return samples[0]?.cashUsd ?? cashUsd;
  };
}
