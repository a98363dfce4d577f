/** Micro-units in one USD or one share. */
export const MICRO_PER_UNIT = 1_000_000;

/**
 * An amount of USD, shares or price as integer micro-units. Every decimal of up to six places and
 * below a thousand million comes out exactly; digits beyond the sixth are rounded away.
 */
export function toMicro(amount: number): number {
  return Math.round(amount * MICRO_PER_UNIT);
}

/** Micro-units as an amount. */
export function ofMicro(count: number): number {
  return count / MICRO_PER_UNIT;
}

/**
 * Value of shares at a price, in micro-USD, rounded up: what is compared with a limit must never
 * look smaller than it is. Exact: no intermediate product passes 2^53 while the value does not.
 */
export function valueMicroUsd(priceMicroUsd: number, sizeMicroShares: number): number {
  const fraction = sizeMicroShares % MICRO_PER_UNIT;
  const whole = ((sizeMicroShares - fraction) / MICRO_PER_UNIT) * priceMicroUsd;
  return whole + Math.ceil((fraction * priceMicroUsd) / MICRO_PER_UNIT);
}

/** Most shares that an amount pays for at a price, in micro-shares, floored to a multiple of a lot. */
export function sharesForMicroUsd(
  amountMicroUsd: number,
  priceMicroUsd: number,
  lotMicroShares: number,
): number {
  const rest = amountMicroUsd % priceMicroUsd;
  const whole = (amountMicroUsd - rest) / priceMicroUsd;
  const size = whole * MICRO_PER_UNIT + Math.floor((rest * MICRO_PER_UNIT) / priceMicroUsd);
  return size - (size % lotMicroShares);
}

/** A share of an amount, rounded up; the share lies in [0, 1] and counts six decimals. */
export function shareOfMicro(amountMicro: number, share: number): number {
  return valueMicroUsd(toMicro(share), amountMicro);
}
