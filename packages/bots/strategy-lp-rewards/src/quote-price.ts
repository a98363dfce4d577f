import { PRICE_UNITS_PER_USD, type BookLevel, type PriceUnits } from "@polytraders/core";
import { rewardPlacement } from "@polytraders/quant";

/** Fractions of a tick below which two prices are the same. */
const ROUNDING = 1e-6;

/** Where a bid is to be found. */
export interface PriceSetting {
  /** Bids of the token without our own, best first. */
  readonly bids: readonly BookLevel[];
  /** Midpoint of the token, USD. */
  readonly mid: number;
  /** Farthest rewarded distance from the midpoint. */
  readonly band: PriceUnits;
  readonly tickSize: PriceUnits;
  /** Best offer of the token; a bid stays below it. */
  readonly bestAsk: PriceUnits;
  /** Level to join, 1 for the best bid. */
  readonly level: number;
  /** Ticks towards the midpoint, or away from it where negative. */
  readonly shiftTicks: number;
}

/**
 * Price of a resting bid: at the wanted level, or so many ticks below the last one; where that earns
 * nothing, one tick inside the reward band. Always on the grid, below midpoint and best offer, and
 * at a distance that scores.
 *
 * @returns `null` where no such price exists
 */
export function quotePrice(setting: PriceSetting): PriceUnits | null {
  const { bids, mid, band, tickSize, bestAsk, level, shiftTicks } = setting;
  const joined = bids[level - 1] ?? bids.at(-1);
  if (joined === undefined) return null;
  const missing = Math.max(0, level - bids.length);
  const behind = (joined.price - missing * tickSize) / PRICE_UNITS_PER_USD;
  const midUnits = mid * PRICE_UNITS_PER_USD;
  const placement = rewardPlacement(
    [behind, behind],
    mid,
    band / PRICE_UNITS_PER_USD,
    tickSize / PRICE_UNITS_PER_USD,
  );
  if (placement === null) return null;
  const found = placement.price * PRICE_UNITS_PER_USD;
  const onGrid = Math.floor(found / tickSize + ROUNDING) * tickSize;
  const lowest = (Math.floor((midUnits - band) / tickSize + ROUNDING) + 1) * tickSize;
  const highest = Math.min(
    (Math.ceil(midUnits / tickSize - ROUNDING) - 1) * tickSize,
    bestAsk - tickSize,
    PRICE_UNITS_PER_USD - tickSize,
  );
  if (highest < Math.max(lowest, tickSize)) return null;
  const wanted = onGrid + shiftTicks * tickSize;
  return Math.min(highest, Math.max(lowest, tickSize, wanted));
}
