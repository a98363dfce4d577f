import type { PriceUnits } from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";

const KEYS_PER_SIDE = 16_384;

/** Number of keys: one per side and price. */
export const LEVEL_KEYS = 2 * KEYS_PER_SIDE;

/** One number for a level: side and price on the view of the first token. */
export function levelKey(side: BookSide, price: PriceUnits): number {
  return side * KEYS_PER_SIDE + price;
}

export function sideOfKey(key: number): BookSide {
  return key < KEYS_PER_SIDE ? 0 : 1;
}

export function priceOfKey(key: number): PriceUnits {
  return key % KEYS_PER_SIDE;
}

/** The side that an order of this side trades with. */
export function oppositeOf(side: BookSide): BookSide {
  return side === 0 ? 1 : 0;
}

/** True when an order of `side` with this limit may trade at `price`. */
export function isWithinLimit(side: BookSide, limit: PriceUnits, price: PriceUnits): boolean {
  return side === 0 ? price <= limit : price >= limit;
}
