import { MICRO, PRICE_UNITS_PER_USD, type MicroShares, type PriceUnits } from "./units.ts";

const ZERO = 48;
const NINE = 57;
const DOT = 46;

/**
 * Reads a plain decimal string as an integer count of `10^-fractionDigits`.
 *
 * Never goes through a float: `0.29` at four digits is 2,900, not 2,899.
 * Accepts the venue's spellings `0.5`, `.48`, `305.0` and `12`. Digits beyond
 * the scale must be zero.
 *
 * @returns the count, or `NaN` for anything else: signs, exponents, blanks, non-zero digits below
 *   the scale, and counts that are not safe integers
 */
export function parseDecimal(text: string, fractionDigits: number): number {
  const length = text.length;
  let value = 0;
  let fraction = -1;
  let digits = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) {
      digits += 1;
      if (fraction < 0) value = value * 10 + (code - ZERO);
      else if (fraction < fractionDigits) {
        value = value * 10 + (code - ZERO);
        fraction += 1;
      } else if (code !== ZERO) return Number.NaN;
    } else if (code === DOT && fraction < 0) fraction = 0;
    else return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  for (let left = Math.max(fraction, 0); left < fractionDigits; left += 1) value *= 10;
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}

/** Reads a price such as `"0.515"` as price units, or `NaN` when it is no multiple of 0.0001. */
export function parsePriceUnits(text: string): PriceUnits {
  return parseDecimal(text, 4);
}

/** Reads a share count such as `"21574.08"` as micro-shares, or `NaN`. */
export function parseMicroShares(text: string): MicroShares {
  return parseDecimal(text, 6);
}

/** Writes an integer count of `10^-fractionDigits` as a decimal without trailing zeros. */
export function formatDecimal(count: number, fractionDigits: number): string {
  const sign = count < 0 ? "-" : "";
  const digits = String(Math.abs(count)).padStart(fractionDigits + 1, "0");
  const whole = digits.slice(0, digits.length - fractionDigits);
  const fraction = digits.slice(digits.length - fractionDigits).replace(/0+$/, "");
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** Writes price units as the venue does: `5150` is `"0.515"`. */
export function formatPrice(price: PriceUnits): string {
  return formatDecimal(price, 4);
}

/** Writes micro-shares as the venue does: `21574080000` is `"21574.08"`. */
export function formatShares(size: MicroShares): string {
  return formatDecimal(size, 6);
}

/** Price units as dollars, for display and for float formulas only. */
export function priceUsd(price: PriceUnits): number {
  return price / PRICE_UNITS_PER_USD;
}

/** Micro-units as whole units, for display and for float formulas only. */
export function fromMicro(count: number): number {
  return count / MICRO;
}
