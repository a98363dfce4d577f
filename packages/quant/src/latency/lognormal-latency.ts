import { normalQuantile } from "../distributions/normal.ts";

/** A latency distribution: `ln(latency)` is normal with this mean and deviation. */
export interface LognormalLatency {
  readonly mu: number;
  readonly sigma: number;
  /** In the unit of the quantiles it was fitted to. */
  readonly mean: number;
}

/**
 * The lognormal distribution with this median and 99th percentile.
 *
 * @throws RangeError unless 0 < median <= 99th percentile
 */
export function fitLognormalLatency(median: number, percentile99: number): LognormalLatency {
  if (!(median > 0 && percentile99 >= median)) {
    throw new RangeError(`need 0 < median <= p99, found ${median} and ${percentile99}`);
  }
  const mu = Math.log(median);
  const sigma = Math.log(percentile99 / median) / normalQuantile(0.99);
  return { mu, sigma, mean: Math.exp(mu + sigma ** 2 / 2) };
}

/** The latency that is exceeded with probability `1 - probability`. @throws RangeError outside (0, 1) */
export function latencyQuantile(
  { mu, sigma }: Pick<LognormalLatency, "mu" | "sigma">,
  probability: number,
): number {
  return Math.exp(mu + sigma * normalQuantile(probability));
}
