import {
  PRICE_UNITS_PER_USD,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
  type Rounding,
} from "./units.ts";

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
  const product = price * size;
  if (product > Number.MAX_SAFE_INTEGER) return splitNotional(price, size, rounding);
  let whole = Math.floor(product / PRICE_UNITS_PER_USD);
  let fraction = product - whole * PRICE_UNITS_PER_USD;
  // The quotient is rounded to a double: near 2^53 it can reach the next integer.
  if (fraction < 0) {
    whole -= 1;
    fraction += PRICE_UNITS_PER_USD;
  }
  return whole + roundUp(fraction, rounding);
}

function splitNotional(price: PriceUnits, size: MicroShares, rounding: Rounding): MicroUsd {
  const low = size % PRICE_UNITS_PER_USD;
  const wholePart = ((size - low) / PRICE_UNITS_PER_USD) * price;
  const remainder = low * price;
  const fraction = remainder % PRICE_UNITS_PER_USD;
  const base = wholePart + (remainder - fraction) / PRICE_UNITS_PER_USD;
  return base + roundUp(fraction, rounding);
}

/** 1 when a fraction of one unit, counted in ten-thousandths, rounds up. */
function roundUp(fraction: number, rounding: Rounding): 0 | 1 {
  if (fraction === 0 || rounding === "down") return 0;
  return rounding === "up" || fraction * 2 >= PRICE_UNITS_PER_USD ? 1 : 0;
}
