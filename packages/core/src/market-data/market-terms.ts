import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "../domain/units.ts";

/** What a market charges takers: `size * rate * (p * (1 - p)) ^ exponent`, in USD. */
export interface MarketFeeTerms {
  readonly rate: number;
  readonly exponent: number;
  /** Share of taker fees that goes back to makers, 0 to 1. */
  readonly rebateShare: number;
}

/** A market's liquidity programme. */
export interface MarketRewardTerms {
  /** Pool per UTC day. */
  readonly dailyPoolMicroUsd: MicroUsd;
  /** Furthest scoring distance from the adjusted midpoint. */
  readonly spreadMax: PriceUnits;
  /** Smallest size that scores. */
  readonly sizeMin: MicroShares;
  /** In-game multiplier of the score. */
  readonly multiplier: number;
}

/** Conditions of a market beside its grid, as far as they are known before the first message. */
export interface MarketTerms {
  readonly fees: MarketFeeTerms | null;
  /** `null` for a market without a programme. */
  readonly rewards: MarketRewardTerms | null;
  readonly endAtMs: EpochMs | null;
  readonly gameStartAtMs: EpochMs | null;
  /** Category or tags, lower case; empty where not known. */
  readonly tags: readonly string[];
}
