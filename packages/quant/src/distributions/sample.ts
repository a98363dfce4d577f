/** Arithmetic mean; NaN without values. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation with n - 1; `null` below two values. */
export function sampleDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  return Math.sqrt((values.length / (values.length - 1)) * centralMoment(values, 2));
}

/** Central moment of an order, with n. */
export function centralMoment(values: readonly number[], order: number): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** order));
}

/** A straight line through points, by least squares. */
export interface LineFit {
  readonly intercept: number;
  readonly slope: number;
  /** Share of the variance explained; 1 when there is none to explain. */
  readonly rSquared: number;
}

/** Fits `y = intercept + slope x`; `null` below two points or when all `x` are equal. */
export function fitLine(xs: readonly number[], ys: readonly number[]): LineFit | null {
  if (xs.length < 2) return null;
  const meanX = meanOf(xs);
  const meanY = meanOf(ys);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  xs.forEach((x, index) => {
    const dx = x - meanX;
    const dy = (ys[index] ?? NaN) - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  });
  if (xx === 0) return null;
  const slope = xy / xx;
  // Equal values leave rounding noise behind: less than a part in 10^12 is no variance.
  const noise = xs.length * (1e-12 * meanY) ** 2;
  const rSquared = yy <= noise ? 1 : Math.min(1, (xy * xy) / (xx * yy));
  return { intercept: meanY - slope * meanX, slope, rSquared };
}
