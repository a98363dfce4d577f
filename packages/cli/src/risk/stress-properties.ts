import { createDrawdownMonitor, type DrawdownStress, type StressPath } from "@polytraders/quant";

/** What every sequence of a stress run must keep. */
export const STRESS_PROPERTIES = {
  haltsAtFirstBreach: "halts at the first breach of the limit, and only then",
  noTradeAfterHalt: "no trade after the halt",
  overshootBounded: "the drawdown at the halt is what one more stake can add, at most",
  repeatable: "the same seed gives the same sequences",
} as const;
export type StressPropertyName = keyof typeof STRESS_PROPERTIES;

/** Sequences that broke a property, counted from 1; none when it holds. */
export type StressViolations = Readonly<Record<StressPropertyName, readonly number[]>>;

/** A drawdown may exceed its bound by what floating point adds. */
const ROUNDING = 1e-9;

/**
 * Judges sequences by the guard that trades are halted with, which knows nothing of how they were
 * made, and compares them with a second run. Source: maths.md 6.5.
 */
export function stressViolations(
  paths: readonly StressPath[],
  secondRun: readonly StressPath[],
  stress: DrawdownStress,
): StressViolations {
  const numbersOf = (isBroken: (path: StressPath, index: number) => boolean): number[] =>
    paths.flatMap((path, index) => (isBroken(path, index) ? [index + 1] : []));
  const bound = 1 - (1 - stress.stakeFraction) * (1 - stress.drawdownMax);
  const breaches = paths.map((path) => firstBreach(path, stress));
  return {
    haltsAtFirstBreach: numbersOf(({ haltDrawdown, cashAfterTradesUsd }, index) =>
      haltDrawdown === null
        ? breaches[index] !== null || cashAfterTradesUsd.length !== stress.tradesPerPath
        : breaches[index] === null,
    ),
    noTradeAfterHalt: numbersOf(({ cashAfterTradesUsd }, index) => {
      const breach = breaches[index] ?? null;
      return breach !== null && cashAfterTradesUsd.length > breach;
    }),
    overshootBounded: numbersOf(({ haltDrawdown }) => (haltDrawdown ?? 0) > bound + ROUNDING),
    repeatable: numbersOf((path, index) => !isSame(path, secondRun[index])),
  };
}

/** The trade, counted from 1, after which the guard halts; `null` if it never does. */
function firstBreach({ cashAfterTradesUsd }: StressPath, stress: DrawdownStress): number | null {
  const guard = createDrawdownMonitor({
    drawdownMax: stress.drawdownMax,
    warnShare: 1,
    peakMode: "all_time",
    windowDays: 1,
    inFlightValuation: "none",
  });
  for (const [trade, cashUsd] of [stress.cashUsd, ...cashAfterTradesUsd].entries()) {
    const observation = { timeMs: trade, cashUsd, positions: [], externalFlowUsd: 0 };
    if (guard.observe(observation).level === "HALT") return trade;
  }
  return null;
}

function isSame(path: StressPath, other: StressPath | undefined): boolean {
  return (
    other !== undefined &&
    path.finalCashUsd === other.finalCashUsd &&
    path.haltDrawdown === other.haltDrawdown &&
    path.cashAfterTradesUsd.length === other.cashAfterTradesUsd.length &&
    path.cashAfterTradesUsd.every((cash, index) => cash === other.cashAfterTradesUsd[index])
  );
}
