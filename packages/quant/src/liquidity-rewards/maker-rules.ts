import { rewardScorePerShare } from "./reward-score.ts";

/** Comparisons of decimals that floating point holds only nearly. */
const ROUNDING = 1e-12;

/** Whether a position has lost enough to leave: `(fill - current) / fill >= limit`, 0.50 by default. */
export function stopLoss(
  fillPrice: number,
  currentPrice: number,
  lossFractionMax = 0.5,
): { readonly lossFraction: number; readonly mustExit: boolean } {
  const lossFraction = (fillPrice - currentPrice) / fillPrice;
  return { lossFraction, mustExit: lossFraction >= lossFractionMax - ROUNDING };
}

/** Size and cost of a reward-earning order. */
export interface RewardOrderSize {
  readonly sizeShares: number;
  readonly costUsd: number;
}

/**
 * The order an amount buys, raised to the smallest size that earns rewards; `null` when that costs more
 * than the market may hold. Not yet floored to the venue's 0.01 share.
 */
export function rewardOrderSize(order: {
  readonly orderUsd: number;
  readonly price: number;
  readonly sizeSharesMin: number;
  readonly perMarketUsdMax: number;
}): RewardOrderSize | null {
  const sizeShares = Math.max(order.orderUsd / order.price, order.sizeSharesMin);
  const costUsd = sizeShares * order.price;
  return costUsd > order.perMarketUsdMax + ROUNDING ? null : { sizeShares, costUsd };
}

/** Where to rest a bid and what it earns there. Prices in USD per share. */
export interface RewardPlacement {
  readonly price: number;
  readonly distance: number;
  /** Score per share relative to an order at the midpoint, in [0, 1]. */
  readonly multiplier: number;
}

/**
 * Rests behind the best bid: at the second best, or one tick below the only one. A price outside the
 * reward band moves to one tick inside its edge.
 *
 * @param bids - bid prices, best first
 * @returns `null` without a bid
 */
export function rewardPlacement(
  bids: readonly number[],
  mid: number,
  rewardSpread: number,
  tick: number,
): RewardPlacement | null {
  const [best, second] = bids;
  if (best === undefined) return null;
  const behind = second ?? best - tick;
  const price = mid - behind > rewardSpread + ROUNDING ? mid - rewardSpread + tick : behind;
  const distance = mid - price;
  const multiplier = rewardScorePerShare(Math.abs(distance) * 100, {
    spreadCentsMax: rewardSpread * 100,
    multiplier: 1,
  });
  return { price, distance, multiplier };
}

/** Thresholds of the maker filters. */
export interface MakerFilterRules {
  readonly midMin: number;
  readonly midMax: number;
  readonly daysToExpiryMin: number;
  readonly cooldownSeconds: number;
  /** A move of the midpoint from which an order is replaced, in USD per share. */
  readonly midMoveMax: number;
}

export const DEFAULT_MAKER_FILTER_RULES: MakerFilterRules = {
  midMin: 0.1,
  midMax: 0.9,
  daysToExpiryMin: 3,
  cooldownSeconds: 1800,
  midMoveMax: 0.02,
};

/** Which filters a market and its resting order pass. */
export interface MakerFilters {
  readonly isMidInRange: boolean;
  readonly isExpiryFarEnough: boolean;
  readonly isCooldownOver: boolean;
  readonly keepsOrder: boolean;
}

/** Bounds belong to the passing side, except the midpoint move, which must stay below its own. */
export function makerFilters(
  market: {
    readonly mid: number;
    readonly daysToExpiry: number;
    /** `null` when the market never filled. */
    readonly secondsSinceFill: number | null;
    readonly midMove: number;
  },
  rules: MakerFilterRules = DEFAULT_MAKER_FILTER_RULES,
): MakerFilters {
  const { mid, daysToExpiry, secondsSinceFill, midMove } = market;
  return {
    isMidInRange: mid >= rules.midMin - ROUNDING && mid <= rules.midMax + ROUNDING,
    isExpiryFarEnough: daysToExpiry >= rules.daysToExpiryMin,
    isCooldownOver: secondsSinceFill === null || secondsSinceFill >= rules.cooldownSeconds,
    keepsOrder: Math.abs(midMove) < rules.midMoveMax - ROUNDING,
  };
}
