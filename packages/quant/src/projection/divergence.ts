/**
 * How the distance of fair values from prices is measured: `binary_entropy` treats each token as a
 * binary maker of its own, `kl` is the generalised Kullback-Leibler divergence.
 */
export type DivergenceKind = "binary_entropy" | "kl";

/** Keeps logarithms finite at the faces of the unit cube. */
const PROBABILITY_MIN = 1e-15;

/** The divergence of `values` from `prices`, at least 0 and 0 only when they are equal. */
export function divergenceOf(
  kind: DivergenceKind,
  values: readonly number[],
  prices: readonly number[],
): number {
  const total = values.reduce((sum, value, index) => {
    const price = prices[index] ?? NaN;
    const own = relativeEntropy(value, price);
    return sum + own + (kind === "kl" ? price - value : relativeEntropy(1 - value, 1 - price));
  }, 0);
  return Math.max(0, total);
}

/** Gradient of the divergence in `values`: `logit v - logit p`, or `ln(v / p)` for `kl`. */
export function divergenceGradient(
  kind: DivergenceKind,
  values: readonly number[],
  prices: readonly number[],
): number[] {
  return values.map((value, index) => {
    const price = prices[index] ?? NaN;
    const own = Math.log(Math.max(value, PROBABILITY_MIN) / price);
    if (kind === "kl") return own;
    return own - Math.log(Math.max(1 - value, PROBABILITY_MIN) / (1 - price));
  });
}

function relativeEntropy(value: number, price: number): number {
  return value > 0 ? value * Math.log(value / price) : 0;
}
