/** Below this a maker rebate or a liquidity reward is not paid out, in USD. */
export const PAYOUT_USD_MIN = 1;

/** One maker's rebate for a market and a day. */
export interface MakerRebate {
  /** What the market's makers share, in USD. */
  readonly poolUsd: number;
  /** This maker's part, in USD, whether paid or not. */
  readonly rebateUsd: number;
  /** False below the payout minimum of 1 USD. */
  readonly isPaid: boolean;
}

/**
 * A maker's share of the day's rebate pool of one market: pool = rebate share x taker fees, part by
 * fee-equivalent (the fee the maker's own filled volume would have cost a taker). An estimate until paid.
 */
export function makerRebate(day: {
  readonly takerFeesUsd: number;
  /** The market's rebate share, in [0, 1]. */
  readonly rebateShare: number;
  readonly ownFeeEquivalentUsd: number;
  readonly totalFeeEquivalentUsd: number;
}): MakerRebate {
  const poolUsd = day.rebateShare * day.takerFeesUsd;
  const share =
    day.totalFeeEquivalentUsd > 0 ? day.ownFeeEquivalentUsd / day.totalFeeEquivalentUsd : 0;
  const rebateUsd = poolUsd * share;
  return { poolUsd, rebateUsd, isPaid: rebateUsd >= PAYOUT_USD_MIN };
}
