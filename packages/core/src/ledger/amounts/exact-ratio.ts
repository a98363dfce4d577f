/** A ratio of two positive integers, so that shares of money are compared without dividing. */
export interface ExactRatio {
  readonly numerator: number;
  readonly denominator: number;
}

const DECIMALS = 1_000_000;

/** The ratio a setting such as `0.3` stands for, read to six decimals and reduced. */
export function ratioOf(setting: number): ExactRatio {
  const numerator = Math.round(setting * DECIMALS);
  const divisor = greatestCommonDivisor(numerator, DECIMALS);
  return { numerator: numerator / divisor, denominator: DECIMALS / divisor };
}

export function productOf(left: ExactRatio, right: ExactRatio): ExactRatio {
  const numerator = left.numerator * right.numerator;
  const denominator = left.denominator * right.denominator;
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Below 0, 0 or above 0 as `amount` is below, at or above `ratio` of `whole`; exact by cross-multiplication. */
export function compareWithShare(amount: number, ratio: ExactRatio, whole: number): number {
  const left = amount * ratio.denominator;
  const right = ratio.numerator * whole;
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return left - right;
  const difference =
    BigInt(amount) * BigInt(ratio.denominator) - BigInt(ratio.numerator) * BigInt(whole);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}

/**
 * `amount * part / whole` as an integer, half a unit away from zero; exact for all safe integers.
 * `part` and `whole` are positive; a part that is the whole gives the amount itself.
 */
export function shareOf(amount: number, part: number, whole: number): number {
  if (part === whole) return amount;
  const size = Math.abs(amount);
  const rounded = roundedShare(size, part, whole);
  return amount < 0 ? 0 - rounded : rounded;
}

/** `amount * part / whole` for positive integers, rounded down; exact. */
export function shareDown(amount: number, part: number, whole: number): number {
  const product = amount * part;
  if (product <= Number.MAX_SAFE_INTEGER) return (product - (product % whole)) / whole;
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}

/** `amount * part / whole` for positive integers, rounded up; exact. */
export function shareUp(amount: number, part: number, whole: number): number {
  const product = amount * part;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % whole;
    return (product - rest) / whole + (rest > 0 ? 1 : 0);
  }
  const divisor = BigInt(whole);
  return Number((BigInt(amount) * BigInt(part) + divisor - 1n) / divisor);
}

function roundedShare(amount: number, part: number, whole: number): number {
  const product = amount * part;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % whole;
    return (product - rest) / whole + (rest >= whole - rest ? 1 : 0);
  }
  const divisor = BigInt(whole);
  return Number((BigInt(amount) * BigInt(part) * 2n + divisor) / (divisor * 2n));
}

function greatestCommonDivisor(left: number, right: number): number {
  let [larger, smaller] = [left, right];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0 ? 1 : larger;
}
