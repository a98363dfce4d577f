/**
 * Three ways in which a backtest paid itself money that no market would have:
 * - `pair`: buys complete pairs in unlimited size at the first price;
 * - `leg_sum`: besides, spends USD as if they were shares and credits both legs with a full payoff;
 * - `narrated`: doubles its stake every cycle.
 */
export type NaiveMode = "pair" | "leg_sum" | "narrated";

/** What the naive backtest claims. Amounts in USD. */
export interface NaiveSimulation {
  readonly firstCycleProfitUsd: number;
  readonly lastCycleProfitUsd: number;
  readonly finalCashUsd: number;
  readonly netProfitUsd: number;
  /** First profit over starting cash. */
  readonly firstCycleGrowth: number;
}

/**
 * Reproduces a backtest with infinite liquidity, to recognise one: any simulation of the same book that
 * comes near these figures does not deplete depth. Never a forecast.
 *
 * @param setup.prices - the asks of every leg of the pair, never consumed
 * @param setup.sharesMax - largest trade; `null` without one
 */
export function naiveSimulation(setup: {
  readonly unsafeInfiniteLiquidity: true;
  readonly mode: NaiveMode;
  readonly startUsd: number;
  readonly cashFraction: number;
  readonly cycleCount: number;
  readonly prices: readonly number[];
  readonly sharesMax: number | null;
}): NaiveSimulation {
  const unitCost = setup.prices.reduce((sum, price) => sum + price, 0);
  const sharesMax = setup.sharesMax ?? Infinity;
  const profitOf = (stakeUsd: number): number => {
    if (setup.mode === "pair") return Math.min(stakeUsd / unitCost, sharesMax) * (1 - unitCost);
    const shares = Math.min(stakeUsd, sharesMax);
    return setup.mode === "leg_sum" ? shares * (setup.prices.length - unitCost) : shares;
  };
  let cashUsd = setup.startUsd;
  let firstCycleProfitUsd = 0;
  let lastCycleProfitUsd = 0;
  for (let cycle = 1; cycle <= setup.cycleCount; cycle += 1) {
    lastCycleProfitUsd = profitOf(setup.cashFraction * cashUsd);
    if (cycle === 1) firstCycleProfitUsd = lastCycleProfitUsd;
    cashUsd += lastCycleProfitUsd;
  }
  return {
    firstCycleProfitUsd,
    lastCycleProfitUsd,
    finalCashUsd: cashUsd,
    netProfitUsd: cashUsd - setup.startUsd,
    firstCycleGrowth: firstCycleProfitUsd / setup.startUsd,
  };
}
