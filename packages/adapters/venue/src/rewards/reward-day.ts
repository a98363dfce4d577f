import { MICRO, type EpochMs, type MicroUsd } from "@polytraders/core";
import { rewardEpoch } from "@polytraders/quant";
import { RECORDED_MAKERS, type MarketSample } from "./market-sample.ts";

/** What a maker has of a market's pool on a day. */
export interface RewardStanding {
  readonly account: string;
  readonly conditionId: string;
  /** Share of the day's samples, 0 to 1. */
  readonly share: number;
  /** Share times pool, rounded down to a micro-pUSD, whether paid or not. */
  readonly earnedMicroUsd: MicroUsd;
  /** What is paid at the day's end: the same, or 0 below a dollar. */
  readonly payableMicroUsd: MicroUsd;
}

/** Samples of a whole day, one in each minute. */
const SAMPLES_PER_DAY = 1_440;

interface Accrual {
  /** Sum of the maker's shares of the samples, by account. */
  readonly epochScores: Map<string, number>;
  poolMicroUsd: MicroUsd;
  /** True when minutes without a sample are minutes that nobody knows of. */
  hasGaps: boolean;
  lastShares: ReadonlyMap<string, number>;
  lastTotal: number;
}

/** The samples of one UTC day, folded as they come. */
export class RewardDay {
  readonly dayMs: EpochMs;
  readonly #markets = new Map<string, Accrual>();

  constructor(dayMs: EpochMs) {
    this.dayMs = dayMs;
  }

  /**
   * Adds a sample of a market; the pool is the one it pays today as of now.
   *
   * @param hasGaps - true when nobody knows of minutes without a sample, as in a recording: they count
   *   as earned by others
   */
  add(
    conditionId: string,
    sample: MarketSample,
    poolMicroUsd: MicroUsd,
    hasGaps: boolean = false,
  ): void {
    const accrual = this.#accrualOf(conditionId);
    accrual.poolMicroUsd = poolMicroUsd;
    accrual.hasGaps = hasGaps;
    accrual.lastShares = new Map();
    accrual.lastTotal = 0;
    if (sample.scores.size === 0) return;
    const lastShares = new Map<string, number>();
    for (const score of sample.scores.values()) accrual.lastTotal += score;
    for (const [account, { share }] of rewardEpoch([sample.scores], 0)) {
      lastShares.set(account, share);
      accrual.epochScores.set(account, (accrual.epochScores.get(account) ?? 0) + share);
    }
    accrual.lastShares = lastShares;
  }

  /** Every maker's part of every market's pool as of the samples so far. */
  standings(): RewardStanding[] {
    const standings: RewardStanding[] = [];
    for (const [conditionId, { epochScores, poolMicroUsd, hasGaps }] of this.#markets) {
      const scores = hasGaps ? ofWholeDay(epochScores) : epochScores;
      const shares = rewardEpoch([scores], poolMicroUsd / MICRO);
      for (const [account, { share, payoutUsd }] of shares) {
        if (account === RECORDED_MAKERS) continue;
        const earnedMicroUsd = microUsdBelow(share * poolMicroUsd);
        const payableMicroUsd = payoutUsd > 0 ? earnedMicroUsd : 0;
        standings.push({ account, conditionId, share, earnedMicroUsd, payableMicroUsd });
      }
    }
    return standings;
  }

  /** Share of each market's last sample, in the order of the markets. */
  lastShares(account: string): ReadonlyMap<string, number> {
    const shares = new Map<string, number>();
    for (const [conditionId, { lastShares }] of this.#markets) {
      const share = lastShares.get(account);
      if (share !== undefined) shares.set(conditionId, share);
    }
    return shares;
  }

  /** Sum of all scores of a market's last sample. */
  lastTotal(conditionId: string): number {
    return this.#markets.get(conditionId)?.lastTotal ?? 0;
  }

  #accrualOf(conditionId: string): Accrual {
    const known = this.#markets.get(conditionId);
    if (known !== undefined) return known;
    const accrual: Accrual = {
      epochScores: new Map(),
      poolMicroUsd: 0,
      hasGaps: false,
      lastShares: new Map(),
      lastTotal: 0,
    };
    this.#markets.set(conditionId, accrual);
    return accrual;
  }
}

/** Scores with the minutes that nobody knows of given to the recorded makers. */
function ofWholeDay(epochScores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let sampled = 0;
  for (const score of epochScores.values()) sampled += score;
  const known = epochScores.get(RECORDED_MAKERS) ?? 0;
  const unknown = Math.max(0, SAMPLES_PER_DAY - sampled);
  return new Map(epochScores).set(RECORDED_MAKERS, known + unknown);
}

/** Rounds down, but not for a product that misses a whole micro-unit by float noise. */
export function microUsdBelow(amount: number): MicroUsd {
  const nearest = Math.round(amount);
  return Math.abs(amount - nearest) < 1e-6 ? nearest : Math.floor(amount);
}
