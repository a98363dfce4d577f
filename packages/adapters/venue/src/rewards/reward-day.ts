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

interface Accrual {
  /** Sum of the maker's shares of the samples, by account. */
  readonly epochScores: Map<string, number>;
  poolMicroUsd: MicroUsd;
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

  /** Adds a sample of a market; the pool is the one it pays today as of now. */
  add(conditionId: string, sample: MarketSample, poolMicroUsd: MicroUsd): void {
    const accrual = this.#accrualOf(conditionId);
    accrual.poolMicroUsd = poolMicroUsd;
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
    for (const [conditionId, { epochScores, poolMicroUsd }] of this.#markets) {
      const shares = rewardEpoch([epochScores], poolMicroUsd / MICRO);
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
      lastShares: new Map(),
      lastTotal: 0,
    };
    this.#markets.set(conditionId, accrual);
    return accrual;
  }
}

/** Rounds down, but not for a product that misses a whole micro-unit by float noise. */
export function microUsdBelow(amount: number): MicroUsd {
  const nearest = Math.round(amount);
  return Math.abs(amount - nearest) < 1e-6 ? nearest : Math.floor(amount);
}
