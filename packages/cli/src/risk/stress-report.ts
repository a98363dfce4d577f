import {
  stressPaths,
  summariseStress,
  type DrawdownStress,
  type DrawdownStressResult,
  type StressPath,
} from "@polytraders/quant";
import { stressViolations, type StressViolations } from "./stress-properties.ts";

/** Shares of the sequences at or below a quantile. */
export const QUANTILES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;

/** Values at {@link QUANTILES}, each one that occurred; `null` where nothing did. */
export type Quantiles = readonly number[] | null;

/** One sequence singled out. */
export interface NotableSequence {
  /** Counted from 1, in the order of the seed. */
  readonly sequence: number;
  readonly finalCashUsd: number;
  readonly trades: number;
  /** `null` when it was never halted. */
  readonly haltDrawdown: number | null;
  readonly longestLosingRun: number;
}

/** Everything that `risk stress` found. */
export interface StressReport {
  readonly stress: DrawdownStress;
  readonly summary: DrawdownStressResult;
  readonly quantiles: {
    readonly finalCashUsd: Quantiles;
    readonly haltDrawdown: Quantiles;
    readonly haltTrade: Quantiles;
  };
  /** The sequence that ended with the least cash. */
  readonly worst: NotableSequence;
  readonly violations: StressViolations;
}

/** Runs the sequences twice, judges them and draws up their distribution. */
export function stressReport(stress: DrawdownStress): StressReport {
  const paths = stressPaths(stress);
  const halted = paths.filter(({ haltDrawdown }) => haltDrawdown !== null);
  return {
    stress,
    summary: summariseStress(paths, stress),
    quantiles: {
      finalCashUsd: quantilesOf(paths.map(({ finalCashUsd }) => finalCashUsd)),
      haltDrawdown: quantilesOf(halted.map(({ haltDrawdown }) => haltDrawdown ?? 0)),
      haltTrade: quantilesOf(halted.map(({ cashAfterTradesUsd }) => cashAfterTradesUsd.length)),
    },
    worst: worstOf(paths, stress),
    violations: stressViolations(paths, stressPaths(stress), stress),
  };
}

/** Nearest-rank quantiles: the least value that a share of all values does not exceed. */
function quantilesOf(values: readonly number[]): Quantiles {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  return QUANTILES.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

function worstOf(paths: readonly StressPath[], { cashUsd }: DrawdownStress): NotableSequence {
  let least = 0;
  for (const [index, { finalCashUsd }] of paths.entries()) {
    if (finalCashUsd < (paths[least]?.finalCashUsd ?? Infinity)) least = index;
  }
  const path = paths[least];
  return {
    sequence: least + 1,
    finalCashUsd: path?.finalCashUsd ?? cashUsd,
    trades: path?.cashAfterTradesUsd.length ?? 0,
    haltDrawdown: path?.haltDrawdown ?? null,
    longestLosingRun: longestFall([cashUsd, ...(path?.cashAfterTradesUsd ?? [])]),
  };
}

function longestFall(cash: readonly number[]): number {
  let longest = 0;
  let run = 0;
  for (const [index, value] of cash.entries()) {
    run = index > 0 && value < (cash[index - 1] ?? 0) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
