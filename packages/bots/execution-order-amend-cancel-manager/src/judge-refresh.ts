import { priceUsd, type EpochMs, type MicroShares, type PriceUnits } from "@polytraders/core";
import { DEFAULT_MAKER_FILTER_RULES, makerFilters } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";

/** A quote as far as its refresh is concerned. Prices are of its own token. */
export interface Quote {
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  /** Micro-shares not filled yet. */
  readonly size: MicroShares;
  readonly expiresAtMs: EpochMs | null;
}

/** A quote that is out. */
export interface RestingQuote extends Quote {
  /** Midpoint when it was planned, USD; `null` where there was none. */
  readonly mid: number | null;
  /** From then on it is too old. */
  readonly refreshAtMs: EpochMs;
}

/** What both are judged by. */
export interface RefreshSetting {
  readonly nowMs: EpochMs;
  /** Midpoint now, USD; `null` where there is none. */
  readonly mid: number | null;
  /** Furthest distance from the midpoint that earns rewards; `null` without a programme. */
  readonly rewardSpread: PriceUnits | null;
}

/** Why a resting quote is replaced; `null` when it stays and keeps its place in the queue. */
export type RefreshReason =
  | "too_aggressive"
  | "price_moved"
  | "midpoint_moved"
  | "size_changed"
  | "too_old"
  | "expires_soon"
  | "left_reward_band";

/** Whether a resting quote is more aggressive than the wanted one by as much as a quote must not be. */
export function isTooAggressive(
  resting: Quote,
  wanted: Quote,
  { aggressiveMoveUsdMax }: Parameters,
): boolean {
  return isAtLeast(excessUsd(resting, wanted), aggressiveMoveUsdMax);
}

/**
 * Whether a wanted quote is worth the place in the queue that its replacement costs. Source: seed 002
 * part 2, smart refresh: an order stays while the midpoint has moved by less than 0.02; at the bound
 * it goes, here and for every other limit.
 */
export function judgeRefresh(
  resting: RestingQuote,
  wanted: Quote,
  setting: RefreshSetting,
  parameters: Parameters,
): RefreshReason | null {
  const { priceMoveUsdMax, sizeChangeShareMax } = parameters;
  if (isTooAggressive(resting, wanted, parameters)) return "too_aggressive";
  if (isAtLeast(-excessUsd(resting, wanted), priceMoveUsdMax)) return "price_moved";
  if (hasMidMoved(resting.mid, setting.mid, parameters.midMoveUsdMax)) return "midpoint_moved";
  const sizeChange = Math.abs(resting.size - wanted.size) / wanted.size;
  if (sizeChange > sizeChangeShareMax) return "size_changed";
  if (setting.nowMs >= resting.refreshAtMs) return "too_old";
  if (expiresSoon(resting, wanted, setting.nowMs, parameters)) return "expires_soon";
  return leftBand(resting, wanted, setting) ? "left_reward_band" : null;
}

/** USD by which a resting quote is more aggressive than the wanted one; negative when it is less. */
function excessUsd({ side, price }: Quote, wanted: Quote): number {
  return priceUsd(side === "BUY" ? price - wanted.price : wanted.price - price);
}

/** Prices are multiples of 0.0001, which floating point holds only nearly. */
function isAtLeast(value: number, bound: number): boolean {
  return value >= bound - 1e-9;
}

function hasMidMoved(before: number | null, now: number | null, midMoveMax: number): boolean {
  if (before === null || now === null) return false;
  const market = { mid: now, daysToExpiry: 0, secondsSinceFill: null, midMove: now - before };
  return !makerFilters(market, { ...DEFAULT_MAKER_FILTER_RULES, midMoveMax }).keepsOrder;
}

function expiresSoon(
  resting: Quote,
  wanted: Quote,
  nowMs: EpochMs,
  { expiryMarginSeconds }: Parameters,
): boolean {
  if (resting.expiresAtMs === null) return false;
  const isLonger = (wanted.expiresAtMs ?? Number.POSITIVE_INFINITY) > resting.expiresAtMs;
  return isLonger && resting.expiresAtMs - nowMs <= 1_000 * expiryMarginSeconds;
}

/** A quote outside the band is replaced by one inside it. */
function leftBand(resting: Quote, wanted: Quote, { mid, rewardSpread }: RefreshSetting): boolean {
  if (mid === null || rewardSpread === null) return false;
  const isInside = ({ price }: Quote): boolean =>
    Math.abs(mid - priceUsd(price)) <= priceUsd(rewardSpread) + 1e-9;
  return isInside(wanted) && !isInside(resting);
}
