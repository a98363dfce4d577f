import { createMulberry32 } from "./mulberry32.ts";

/** A strategy of independent bets under a drawdown limit. */
export interface DrawdownStress {
  readonly seed: number;
  readonly pathCount: number;
  readonly tradesPerPath: number;
  readonly cashUsd: number;
  /** Share of cash staked on each trade. */
  readonly stakeFraction: number;
  /** USD per share; a winning share pays 1 USD. */
  readonly price: number;
  readonly winProbability: number;
  /** Drawdown from the peak at which a path halts, at equality too. */
  readonly drawdownMax: number;
}

/** What the paths did. Means and extremes over halted paths are `null` when none halted. */
export interface DrawdownStressResult {
  readonly haltedPaths: number;
  readonly haltRate: number;
  readonly tradesExecuted: number;
  readonly meanFinalCashUsd: number;
  readonly minFinalCashUsd: number;
  /** Trade at which paths halted, counted from 1. */
  readonly meanHaltTrade: number | null;
  readonly firstHaltTrade: number | null;
  readonly maxDrawdownAtHalt: number | null;
  /** What the last trade can lose beyond the limit: `1 - (1 - stakeFraction)(1 - drawdownMax)`. */
  readonly overshootBound: number;
}

/** One seeded sequence of bets. */
export interface StressPath {
  /** Cash after each trade made, in USD; as many as trades were made. */
  readonly cashAfterTradesUsd: readonly number[];
  readonly finalCashUsd: number;
  /** Drawdown at the halt; `null` for a path that never halted. It halted at its last trade. */
  readonly haltDrawdown: number | null;
}

/**
 * Runs seeded paths of bets and halts each at the first breach. One generator serves all paths in order
 * and every path draws as many numbers as it has trades, so one path's halt never changes another.
 * Source: seed 003; maths.md 6.5.
 */
export function stressPaths(stress: DrawdownStress): StressPath[] {
  const draw = createMulberry32(stress.seed);
  return Array.from({ length: stress.pathCount }, () => runPath(stress, draw));
}

/** The figures of {@link stressPaths} over all paths. */
export function drawdownStress(stress: DrawdownStress): DrawdownStressResult {
  return summariseStress(stressPaths(stress), stress);
}

/** The figures of paths that were run with these parameters. */
export function summariseStress(
  paths: readonly StressPath[],
  stress: DrawdownStress,
): DrawdownStressResult {
  const halts = paths.flatMap(({ cashAfterTradesUsd, haltDrawdown }) =>
    haltDrawdown === null ? [] : [{ trades: cashAfterTradesUsd.length, haltDrawdown }],
  );
  const sumOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0);
  const cash = paths.map(({ finalCashUsd }) => finalCashUsd);
  const haltTrades = halts.map(({ trades }) => trades);
  const hasHalts = halts.length > 0;
  return {
    haltedPaths: halts.length,
    haltRate: halts.length / stress.pathCount,
    tradesExecuted: sumOf(paths.map(({ cashAfterTradesUsd }) => cashAfterTradesUsd.length)),
    meanFinalCashUsd: sumOf(cash) / stress.pathCount,
    minFinalCashUsd: leastOf(cash),
    meanHaltTrade: hasHalts ? sumOf(haltTrades) / halts.length : null,
    firstHaltTrade: hasHalts ? leastOf(haltTrades) : null,
    maxDrawdownAtHalt: hasHalts
      ? halts.reduce((most, { haltDrawdown }) => Math.max(most, haltDrawdown), 0)
      : null,
    overshootBound: 1 - (1 - stress.stakeFraction) * (1 - stress.drawdownMax),
  };
}

/** `Math.min(...values)` of as many values as there may be. */
function leastOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function runPath(stress: DrawdownStress, draw: () => number): StressPath {
  const cashAfterTradesUsd: number[] = [];
  let cashUsd = stress.cashUsd;
  let peak = cashUsd;
  let haltDrawdown: number | null = null;
  for (let trade = 0; trade < stress.tradesPerPath; trade += 1) {
    const isWin = draw() < stress.winProbability;
    if (haltDrawdown !== null) continue;
    const stake = stress.stakeFraction * cashUsd;
    cashUsd -= stake;
    if (isWin) cashUsd += stake / stress.price;
    cashAfterTradesUsd.push(cashUsd);
    peak = Math.max(peak, cashUsd);
    const drawdown = peak > 0 ? (peak - cashUsd) / peak : 0;
    if (drawdown >= stress.drawdownMax - 1e-12) haltDrawdown = drawdown;
  }
  return { cashAfterTradesUsd, finalCashUsd: cashUsd, haltDrawdown };
}
