const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / SQRT_TWO_PI;
}

/**
 * Probability that a standard normal variable is at most `x`, to about 1e-15: a Taylor series near the
 * middle, a continued fraction in the tails.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const distance = Math.abs(x);
  if (distance > 5) {
    const tail = upperTail(distance);
    return x > 0 ? 1 - tail : tail;
  }
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** The value a standard normal variable stays below with this probability. @throws RangeError outside (0, 1) */
export function normalQuantile(probability: number): number {
  return quantileOf(normalCdf, probability);
}

/**
 * Inverts a continuous distribution function that is symmetric about zero, by bisection.
 *
 * @throws RangeError for a probability outside (0, 1)
 */
export function quantileOf(cdf: (x: number) => number, probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability must lie in (0, 1), found ${probability}`);
  }
  let low = -1;
  let high = 1;
  while (cdf(low) > probability) low *= 2;
  while (cdf(high) < probability) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (cdf(middle) < probability) low = middle;
    else high = middle;
  }
}

/** Mills' ratio as a continued fraction, for distances beyond 5. */
function upperTail(distance: number): number {
  let fraction = distance;
  for (let depth = 60; depth >= 1; depth -= 1) fraction = distance + depth / fraction;
  return normalDensity(distance) / fraction;
}
