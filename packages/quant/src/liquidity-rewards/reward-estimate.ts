import { PAYOUT_USD_MIN } from "../fees/maker-rebate.ts";

/** A maker's day under stated competition. */
export interface RewardEstimate {
  /** Share of each sample in which the orders rest, in [0, 1]. */
  readonly sampleShare: number;
  /** Share of the day's pool, in [0, 1]. */
  readonly dayShare: number;
  readonly earnedUsdPerDay: number;
  /** What arrives: nothing below 1 USD. */
  readonly paidUsdPerDay: number;
  /** Smallest daily pool from which anything is paid; `null` when no pool would do. */
  readonly payingPoolUsd: number | null;
}

/**
 * What a score earns a day when competition stays as it is. Samples are taken once a minute at a
 * random moment, so what counts is the share of samples in which the orders rest; a sample with nobody
 * in it pays nobody and is shared out among the others. Source: maths.md 3.4.
 *
 * @param maker - `score` is his `qMin`; `competition` the sum of all others'; `uptime` the share of the
 *   day in which his orders rest, in [0, 1]
 */
export function rewardEstimate(maker: {
  readonly score: number;
  readonly competition: number;
  readonly poolUsdPerDay: number;
  readonly uptime: number;
}): RewardEstimate {
  const { score, competition, poolUsdPerDay, uptime } = maker;
  const sampleShare = score > 0 ? score / (score + competition) : 0;
  const own = uptime * sampleShare;
  const others = competition > 0 ? 1 - own : 0;
  const dayShare = own > 0 ? own / (own + others) : 0;
  const earnedUsdPerDay = dayShare * poolUsdPerDay;
  return {
    sampleShare,
    dayShare,
    earnedUsdPerDay,
    paidUsdPerDay: earnedUsdPerDay >= PAYOUT_USD_MIN - 1e-12 ? earnedUsdPerDay : 0,
    payingPoolUsd: dayShare > 0 ? PAYOUT_USD_MIN / dayShare : null,
  };
}
