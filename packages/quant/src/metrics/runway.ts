/** How long the money lasts at the present rate of loss. */
export interface Runway {
  /** Mean daily loss in USD; 0 when the days made money. */
  readonly lossUsdPerDay: number;
  /** Days until equity reaches the floor; `null` without a loss. */
  readonly days: number | null;
  /** Days over the horizon, at most 100 %. */
  readonly percent: number;
}

/**
 * @param dailyPnlUsd - profit and loss of recent days
 * @param horizonDays - days that count as fully funded
 * @param floorUsd - equity at which trading must stop
 */
export function runway(
  equityUsd: number,
  dailyPnlUsd: readonly number[],
  horizonDays = 30,
  floorUsd = 0,
): Runway {
  const total = dailyPnlUsd.reduce((sum, pnl) => sum + pnl, 0);
  const lossUsdPerDay = total < 0 ? -total / dailyPnlUsd.length : 0;
  if (lossUsdPerDay === 0) return { lossUsdPerDay, days: null, percent: 100 };
  const days = Math.max(0, equityUsd - floorUsd) / lossUsdPerDay;
  return { lossUsdPerDay, days, percent: Math.min(1, days / horizonDays) * 100 };
}
