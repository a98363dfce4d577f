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

interface Path {
  readonly cashUsd: number;
  readonly trades: number;
  /** Drawdown at the halt; `null` for a path that never halted. */
  readonly haltDrawdown: number | null;
}

/**
 * Runs seeded paths of bets and halts each at the first breach. One generator serves all paths in order
 * and every path draws as many numbers as it has trades, so one path's halt never changes another.
 */
export function drawdownStress(stress: DrawdownStress): DrawdownStressResult {
  const draw = createMulberry32(stress.seed);
  const paths = Array.from({ length: stress.pathCount }, () => runPath(stress, draw));
  const halts = paths.flatMap(({ trades, haltDrawdown }) =>
    haltDrawdown === null ? [] : [{ trades, haltDrawdown }],
  );
  const sumOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0);
  const cash = paths.map(({ cashUsd }) => cashUsd);
  const haltTrades = halts.map(({ trades }) => trades);
  const hasHalts = halts.length > 0;
  return {
    haltedPaths: halts.length,
    haltRate: halts.length / stress.pathCount,
    tradesExecuted: sumOf(paths.map(({ trades }) => trades)),
    meanFinalCashUsd: sumOf(cash) / stress.pathCount,
    minFinalCashUsd: Math.min(...cash),
    meanHaltTrade: hasHalts ? sumOf(haltTrades) / halts.length : null,
    firstHaltTrade: hasHalts ? Math.min(...haltTrades) : null,
    maxDrawdownAtHalt: hasHalts ? Math.max(...halts.map(({ haltDrawdown }) => haltDrawdown)) : null,
    overshootBound: 1 - (1 - stress.stakeFraction) * (1 - stress.drawdownMax),
  };
}

function runPath(stress: DrawdownStress, draw: () => number): Path {
  let cashUsd = stress.cashUsd;
  let peak = cashUsd;
  let trades = 0;
  let haltDrawdown: number | null = null;
  for (let trade = 0; trade < stress.tradesPerPath; trade += 1) {
    const isWin = draw() < stress.winProbability;
    if (haltDrawdown !== null) continue;
    const stake = stress.stakeFraction * cashUsd;
    cashUsd -= stake;
    if (isWin) cashUsd += stake / stress.price;
    trades += 1;
    peak = Math.max(peak, cashUsd);
    const drawdown = peak > 0 ? (peak - cashUsd) / peak : 0;
    if (drawdown >= stress.drawdownMax - 1e-12) haltDrawdown = drawdown;
  }
  return { cashUsd, trades, haltDrawdown };
}
