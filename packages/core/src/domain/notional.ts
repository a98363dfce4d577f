import { PRICE_UNITS_PER_USD, type MicroShares, type MicroUsd, type PriceUnits, type Rounding } from "./units.ts";

/**
 * Price times size in micro-pUSD.
 *
 * Exact for every size whose notional is a safe integer: the size is split so
 * that no intermediate product passes 2^53, which the plain product does above
 * 900,719 shares.
 *
 * @param rounding - what happens to the remainder below one micro-pUSD
 */
export function notionalMicroUsd(
  price: PriceUnits,
  size: MicroShares,
  rounding: Rounding = "half_up",
): MicroUsd {
  const low = size % PRICE_UNITS_PER_USD;
  const wholePart = ((size - low) / PRICE_UNITS_PER_USD) * price;
  const remainder = low * price;
  const fraction = remainder % PRICE_UNITS_PER_USD;
  const base = wholePart + (remainder - fraction) / PRICE_UNITS_PER_USD;
  if (fraction === 0 || rounding === "down") return base;
  if (rounding === "up") return base + 1;
  return fraction * 2 >= PRICE_UNITS_PER_USD ? base + 1 : base;
}
