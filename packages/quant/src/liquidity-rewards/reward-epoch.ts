import { PAYOUT_USD_MIN } from "../fees/maker-rebate.ts";

/** A maker's part of an epoch. */
export interface RewardShare {
  /** Sum over the samples of the maker's share of each sample. */
  readonly epochScore: number;
  /** Share of the epoch, in [0, 1]. */
  readonly share: number;
  /** Reward in USD; 0 below the payout minimum of 1 USD. */
  readonly payoutUsd: number;
}

/**
 * Rewards of one market and epoch: each sample is shared out among the makers in it, the shares are
 * summed over the samples and shared out again. Rewards do not accrue between samples.
 *
 * @param samples - score of each maker present, by maker
 * @param poolUsd - what the epoch pays
 */
export function rewardEpoch(
  samples: readonly ReadonlyMap<string, number>[],
  poolUsd: number,
): ReadonlyMap<string, RewardShare> {
  const epochScores = new Map<string, number>();
  for (const sample of samples) {
    const total = sumOf(sample);
    for (const [maker, score] of sample) {
      const share = total > 0 ? score / total : 0;
      epochScores.set(maker, (epochScores.get(maker) ?? 0) + share);
    }
  }
  const total = sumOf(epochScores);
  const shares = new Map<string, RewardShare>();
  for (const [maker, epochScore] of epochScores) {
    const share = total > 0 ? epochScore / total : 0;
    const rewardUsd = share * poolUsd;
    const payoutUsd = rewardUsd >= PAYOUT_USD_MIN - 1e-12 ? rewardUsd : 0;
    shares.set(maker, { epochScore, share, payoutUsd });
  }
  return shares;
}

function sumOf(scores: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const score of scores.values()) total += score;
  return total;
}
