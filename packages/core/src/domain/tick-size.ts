import { PRICE_UNITS_PER_USD, type PriceUnits } from "./units.ts";

/** The venue's tick sizes in price units, coarsest first: 0.1, 0.01, 0.005, 0.0025, 0.001, 0.0001. */
export const TICK_SIZES: readonly PriceUnits[] = [1000, 100, 50, 25, 10, 1];

/** True for one of the venue's six tick sizes. */
export function isTickSize(units: PriceUnits): boolean {
  return TICK_SIZES.includes(units);
}

/** True when the price can rest on this grid: a multiple of the tick strictly inside (0, 1). */
export function isOnGrid(price: PriceUnits, tick: PriceUnits): boolean {
  return price > 0 && price < PRICE_UNITS_PER_USD && price % tick === 0;
}

/**
 * The tick to assume once a price appears that the current tick does not allow: the coarsest tick,
 * not coarser than `current`, on whose grid the price lies.
 *
 * @returns the tick in price units, or `undefined` when the price is outside (0, 1) or no integer
 */
export function inferTickSize(price: PriceUnits, current: PriceUnits): PriceUnits | undefined {
  return TICK_SIZES.find((tick) => tick <= current && isOnGrid(price, tick));
}

/** The coarsest grid that holds the prices of both ticks. */
export function commonGrid(left: PriceUnits, right: PriceUnits): PriceUnits {
  let a = left;
  let b = right;
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
