import type { BookLevel, MicroShares, PriceUnits } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";

const PRICE_UNITS_PER_USD = 10_000;
/** Smallest step of an order's size: 0.01 share. */
const SIZE_STEP = 10_000;

/** What a slice is cut from. */
export interface ExitSetting {
  /** Bids for the token, best first. */
  readonly bids: readonly BookLevel[];
  readonly tickSize: PriceUnits;
  /** What may be sold now. */
  readonly sellable: MicroShares;
  /** What is to be sold in all. */
  readonly wanted: MicroShares;
  /** The venue's smallest order. */
  readonly minimumOrderSize: MicroShares;
}

/** One order of an exit, or why there is none. */
export type ExitSlice =
  | { readonly kind: "slice"; readonly price: PriceUnits; readonly size: MicroShares }
  | { readonly kind: "below_floor"; readonly floor: PriceUnits }
  | { readonly kind: "too_small" }
  | { readonly kind: "not_sellable" };

/**
 * The next slice of an exit: as much as a share of the bids that pay at least the limit, so that
 * the rest of them is still there when the next slice is decided. The limit is a share of the best
 * bid, and never below the floor; a bid below the floor buys nothing.
 */
export function exitSlice(setting: ExitSetting, parameters: Parameters): ExitSlice {
  const { bids, tickSize, minimumOrderSize } = setting;
  const wanted = wholeSteps(setting.wanted);
  const smallest = Math.max(minimumOrderSize, parameters.exitMicroSharesMin, SIZE_STEP);
  if (wanted < smallest) return { kind: "too_small" };
  const floor = onGrid(Math.max(parameters.exitPriceMin, tickSize), tickSize);
  const best = bids[0]?.price ?? 0;
  if (best < floor) return { kind: "below_floor", floor };
  const sellable = Math.min(wanted, wholeSteps(setting.sellable));
  if (sellable < smallest) return { kind: "not_sellable" };
  const wish = onGrid(best * parameters.exitPriceShare, tickSize);
  const price = Math.max(floor, Math.min(wish, PRICE_UNITS_PER_USD - tickSize));
  const depth = bids.reduce((sum, level) => (level.price >= price ? sum + level.size : sum), 0);
  const share = wholeSteps(depth * parameters.sliceDepthShare);
  const size = Math.min(sellable, Math.max(share, smallest));
  // What is left must be large enough for an order of its own.
  return { kind: "slice", price, size: sellable - size < smallest ? sellable : size };
}

/** The next price of the grid that is not lower. */
function onGrid(price: number, tickSize: PriceUnits): PriceUnits {
  return Math.ceil(price / tickSize) * tickSize;
}

function wholeSteps(size: number): MicroShares {
  return Math.floor(size / SIZE_STEP) * SIZE_STEP;
}
