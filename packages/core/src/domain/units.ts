/**
 * The integer units every number of the domain is counted in.
 *
 * The brands are optional on purpose: a plain integer flows in without a cast,
 * while a price handed over as a size is still a compile error.
 */

/** Price in units of 0.0001 USD per share, 1 to 9,999 for a live order, 0 or 10,000 at resolution. */
export type PriceUnits = number & { readonly unit?: "price-0.0001" };

/** Size in micro-shares (1e-6 share), 0 or a positive safe integer. */
export type MicroShares = number & { readonly unit?: "share-1e-6" };

/** Money in micro-pUSD (1e-6 pUSD), a safe integer of either sign. */
export type MicroUsd = number & { readonly unit?: "usd-1e-6" };

/** Milliseconds since the Unix epoch. */
export type EpochMs = number & { readonly unit?: "epoch-ms" };

/** Price units in one dollar. */
export const PRICE_UNITS_PER_USD = 10_000;

/** Micro-shares in one share, and micro-pUSD in one pUSD. */
export const MICRO = 1_000_000;

/** How a product that is not a whole number of units is brought back to one. */
export type Rounding = "down" | "up" | "half_up";

/** The price of the other token of a binary market: one dollar minus this price. */
export function complementPrice(price: PriceUnits): PriceUnits {
  return PRICE_UNITS_PER_USD - price;
}
