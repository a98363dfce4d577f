import { fitLine, meanOf, sampleDeviation } from "../distributions/sample.ts";
import { studentTQuantile } from "../distributions/student-t.ts";

/** One signal sent to the venue and to paper. Prices in USD per share, `null` when not filled. */
export interface ShadowPair {
  readonly side: "BUY" | "SELL";
  /** Price the slippage is measured against. */
  readonly reference: number;
  readonly paper: number | null;
  readonly live: number | null;
  /** Volatility times impact of the slippage model. */
  readonly volatilityImpact: number;
}

/** Parameters of the slippage model `base + impact x volatilityImpact`. */
export interface SlippageParameters {
  readonly base: number;
  readonly impact: number;
}

/** What shadow trading says about the paper simulation; `null` where there is too little data. */
export interface ShadowCalibration {
  /** Pairs filled on both sides. */
  readonly count: number;
  /** Mean of `side (live - paper) / paper`: positive when paper is too optimistic. */
  readonly meanDelta: number | null;
  readonly deviation: number | null;
  /** Quantile of Student's t used for the interval. */
  readonly tQuantile: number | null;
  /** Confidence interval of the mean. */
  readonly interval: readonly [number, number] | null;
  readonly fit: (SlippageParameters & { readonly rSquared: number }) | null;
  /** Damped step from the present parameters to the fit, never below zero. */
  readonly next: SlippageParameters;
  /** Enough pairs, and the whole interval inside the tolerance. */
  readonly isCalibrated: boolean;
  readonly liveFillRate: number;
  readonly paperFillRate: number;
  /** Five points or more between the fill rates bias the pairs that remain. */
  readonly haveFillRatesDiverged: boolean;
  readonly missingLive: number;
  readonly missingPaper: number;
}

/**
 * Compares live and paper fills of the same signals and moves the slippage model towards what live
 * trading shows.
 *
 * @param rules.damping - share of the difference taken, in (0, 1]
 * @param rules.deltaMax - half-width of the interval in which paper counts as calibrated
 * @param rules.confidence - of the interval, in (0, 1)
 */
export function shadowCalibration(
  pairs: readonly ShadowPair[],
  parameters: SlippageParameters,
  rules: {
    readonly damping: number;
    readonly pairsMin: number;
    readonly deltaMax: number;
    readonly confidence: number;
  },
): ShadowCalibration {
  const filled = pairs.flatMap(({ side, reference, paper, live, volatilityImpact }) => {
    if (paper === null || live === null) return [];
    const sign = side === "BUY" ? 1 : -1;
    const slippage = sign * (live - reference);
    return [{ delta: (sign * (live - paper)) / paper, slippage, volatilityImpact }];
  });
  const interval = meanInterval(
    filled.map(({ delta }) => delta),
    rules.confidence,
  );
  const line = fitLine(
    filled.map(({ volatilityImpact }) => volatilityImpact),
    filled.map(({ slippage }) => slippage),
  );
  const fit = line && { base: line.intercept, impact: line.slope, rSquared: line.rSquared };
  const towards = (from: number, to: number): number =>
    Math.max(0, from + rules.damping * (to - from));
  const missingLive = pairs.filter(({ live }) => live === null).length;
  const missingPaper = pairs.filter(({ paper }) => paper === null).length;
  const [low, high] = interval.interval ?? [-Infinity, Infinity];
  return {
    count: filled.length,
    ...interval,
    fit,
    next: fit
      ? { base: towards(parameters.base, fit.base), impact: towards(parameters.impact, fit.impact) }
      : parameters,
    isCalibrated: filled.length >= rules.pairsMin && low > -rules.deltaMax && high < rules.deltaMax,
    liveFillRate: shareFilled(pairs.length, missingLive),
    paperFillRate: shareFilled(pairs.length, missingPaper),
    haveFillRatesDiverged:
      pairs.length > 0 && Math.abs(missingLive - missingPaper) >= 0.05 * pairs.length,
    missingLive,
    missingPaper,
  };
}

function shareFilled(count: number, missing: number): number {
  return count > 0 ? 1 - missing / count : 0;
}

function meanInterval(
  values: readonly number[],
  confidence: number,
): Pick<ShadowCalibration, "meanDelta" | "deviation" | "tQuantile" | "interval"> {
  const deviation = sampleDeviation(values);
  const meanDelta = values.length > 0 ? meanOf(values) : null;
  if (deviation === null || meanDelta === null) {
    return { meanDelta, deviation, tQuantile: null, interval: null };
  }
  const tQuantile = studentTQuantile((1 + confidence) / 2, values.length - 1);
  const margin = (tQuantile * deviation) / Math.sqrt(values.length);
  return { meanDelta, deviation, tQuantile, interval: [meanDelta - margin, meanDelta + margin] };
}
