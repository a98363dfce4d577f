import { centralMoment, meanOf, sampleDeviation } from "../distributions/sample.ts";
import { normalCdf } from "../distributions/normal.ts";

/** The Sharpe ratio of an equity series and how much it proves. */
export interface SharpeRatio {
  /** Number of returns. */
  readonly count: number;
  /** Mean return above the risk-free rate, per period. */
  readonly mean: number;
  /** Sample standard deviation of returns; `null` below two. */
  readonly deviation: number | null;
  /** The remaining fields are `null` without variance. */
  readonly perPeriod: number | null;
  readonly annualised: number | null;
  /** Standard error per period of independent, identical returns (Lo 2002). */
  readonly standardError: number | null;
  readonly skewness: number | null;
  /** Not in excess: 3 for a normal distribution. */
  readonly kurtosis: number | null;
  /** Probability that the true ratio is above zero (Bailey, Lopez de Prado 2012). */
  readonly probabilityAboveZero: number | null;
}

/** Equal returns differ by rounding alone below this. */
const DEVIATION_MIN = 1e-14;

const UNKNOWN = {
  perPeriod: null,
  annualised: null,
  standardError: null,
  skewness: null,
  kurtosis: null,
  probabilityAboveZero: null,
};

/**
 * Sharpe ratio of simple returns. Below about 30 periods it proves little, so read it with its error.
 *
 * @param equity - equally spaced, positive
 * @param periodsPerYear - 365 for daily equity of a venue that never closes
 * @param riskFreePerYear - annual rate, spread evenly over the periods
 */
export function sharpeRatio(
  equity: readonly number[],
  periodsPerYear: number,
  riskFreePerYear = 0,
): SharpeRatio {
  const riskFree = riskFreePerYear / periodsPerYear;
  const returns = equity
    .slice(1)
    .map((value, index) => value / (equity[index] ?? NaN) - 1 - riskFree);
  const count = returns.length;
  const mean = count > 0 ? meanOf(returns) : 0;
  const deviation = sampleDeviation(returns);
  if (deviation === null || deviation <= DEVIATION_MIN) {
    return { count, mean, deviation, ...UNKNOWN };
  }
  const perPeriod = mean / deviation;
  const spread = centralMoment(returns, 2);
  const skewness = centralMoment(returns, 3) / spread ** 1.5;
  const kurtosis = centralMoment(returns, 4) / spread ** 2;
  const variance = 1 - skewness * perPeriod + ((kurtosis - 1) / 4) * perPeriod ** 2;
  return {
    count,
    mean,
    deviation,
    perPeriod,
    annualised: perPeriod * Math.sqrt(periodsPerYear),
    standardError: Math.sqrt((1 + perPeriod ** 2 / 2) / count),
    skewness,
    kurtosis,
    probabilityAboveZero:
      variance > 0 ? normalCdf((perPeriod * Math.sqrt(count - 1)) / Math.sqrt(variance)) : null,
  };
}
