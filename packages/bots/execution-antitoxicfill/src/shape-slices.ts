import {
  PRICE_UNITS_PER_USD,
  type MicroShares,
  type PlanSlice,
  type PriceUnits,
} from "@polytraders/core";
import { SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";

/** How slices are made less of a target. */
export interface Caution {
  readonly side: "BUY" | "SELL";
  /** Part of each slice that is left, 0 to 1. */
  readonly sizeShare: number;
  /** Ticks by which the price backs away from the market. */
  readonly widenTicks: number;
  readonly tickSize: PriceUnits;
  /** Smallest order that the venue takes. */
  readonly venueSizeMin: MicroShares;
  /** Smallest order that earns rewards; 0 without a programme. */
  readonly rewardSizeMin: MicroShares;
}

/** The same slices, smaller, further away, and only as resting orders. */
export function shapeSlices(slices: readonly PlanSlice[], caution: Caution): PlanSlice[] {
  return slices.map((slice) => ({
    ...slice,
    price: priceOf(slice, caution),
    size: sizeOf(slice, caution),
    isPostOnly: true,
  }));
}

/** Never off the grid: between one tick and one tick below a dollar. */
function priceOf({ price }: PlanSlice, { side, widenTicks, tickSize }: Caution): PriceUnits {
  const step = widenTicks * tickSize;
  return side === "BUY"
    ? Math.max(Math.min(price, tickSize), price - step)
    : Math.min(Math.max(price, PRICE_UNITS_PER_USD - tickSize), price + step);
}

/** A slice that earns rewards goes on earning them; one that is too small already stays as it is. */
function sizeOf({ size }: PlanSlice, caution: Caution): MicroShares {
  const { sizeShare, venueSizeMin, rewardSizeMin } = caution;
  const least = size >= rewardSizeMin ? Math.max(rewardSizeMin, venueSizeMin) : venueSizeMin;
  const lots = Math.floor((size * sizeShare) / SIZE_LOT_MICRO_SHARES);
  const lotsMin = Math.max(1, Math.ceil(least / SIZE_LOT_MICRO_SHARES));
  return Math.min(size, SIZE_LOT_MICRO_SHARES * Math.max(lots, lotsMin));
}
