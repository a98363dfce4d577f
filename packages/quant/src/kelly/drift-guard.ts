/** How far fair values have drifted from market prices. */
export interface Drift {
  /** `|fair - price|` of each, in USD per share. */
  readonly absolute: readonly number[];
  /** `|fair - price| / price` of each. */
  readonly relative: readonly number[];
  readonly isTripped: readonly boolean[];
  /** True when any is tripped: place no order and take a fresh snapshot. */
  readonly mustBlock: boolean;
}

/**
 * Compares fair values with prices: a drift trips when it exceeds both the relative limit and the
 * absolute floor, each strictly. A large drift means stale data at least as often as it means profit.
 */
export function driftGuard(
  prices: readonly number[],
  fairValues: readonly number[],
  limits: { readonly relativeMax: number; readonly absoluteMin: number },
): Drift {
  const absolute = prices.map((price, index) => Math.abs((fairValues[index] ?? NaN) - price));
  const relative = absolute.map((drift, index) => drift / (prices[index] ?? NaN));
  const isTripped = absolute.map(
    (drift, index) =>
      (relative[index] ?? NaN) > limits.relativeMax + 1e-12 && drift > limits.absoluteMin + 1e-12,
  );
  return { absolute, relative, isTripped, mustBlock: isTripped.includes(true) };
}
