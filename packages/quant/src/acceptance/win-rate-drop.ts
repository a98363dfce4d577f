/** Win rates and profits of the same trades without and with costs. */
export interface WinRateDrop {
  /** Wins over wins and losses; `null` without either. */
  readonly naiveWinRate: number | null;
  readonly realisticWinRate: number | null;
  /** Fall of the win rate, in percentage points. */
  readonly dropPoints: number | null;
  readonly naivePnlUsd: number;
  readonly realisticPnlUsd: number;
}

/** Share of winners among the trades that won or lost; a trade of exactly zero is neither. */
export function winRate(pnlUsd: readonly number[]): number | null {
  const wins = pnlUsd.filter((pnl) => pnl > 1e-12).length;
  const losses = pnlUsd.filter((pnl) => pnl < -1e-12).length;
  return wins + losses > 0 ? wins / (wins + losses) : null;
}

/**
 * How much of a win rate realistic costs take away, on identical signals.
 *
 * @param grossPnlUsd - of each trade, without costs
 * @param costUsd - of each trade, as many
 */
export function winRateDrop(
  grossPnlUsd: readonly number[],
  costUsd: readonly number[],
): WinRateDrop {
  const netPnlUsd = grossPnlUsd.map((gross, index) => gross - (costUsd[index] ?? NaN));
  const naiveWinRate = winRate(grossPnlUsd);
  const realisticWinRate = winRate(netPnlUsd);
  const sumOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0);
  return {
    naiveWinRate,
    realisticWinRate,
    dropPoints:
      naiveWinRate === null || realisticWinRate === null
        ? null
        : (naiveWinRate - realisticWinRate) * 100,
    naivePnlUsd: sumOf(grossPnlUsd),
    realisticPnlUsd: sumOf(netPnlUsd),
  };
}
