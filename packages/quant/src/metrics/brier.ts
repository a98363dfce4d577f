/** One occupied bin of a calibration curve. */
export interface CalibrationBin {
  /** Index of the bin: 0 for [0, 0.1) up to 9 for [0.9, 1]. */
  readonly bin: number;
  readonly count: number;
  readonly forecastMean: number;
  /** Share of forecasts in the bin that came true. */
  readonly frequency: number;
}

/** Quality of probability forecasts. Report only from 100 resolved forecasts. */
export interface ForecastQuality {
  /** Mean squared error; lower is better. */
  readonly brier: number;
  readonly logLoss: number;
  /** Parts of the Brier score: reliability - resolution + uncertainty + within-bin (Murphy 1973). */
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  /** Zero when the forecasts of each bin are equal. */
  readonly withinBin: number;
  /** Mean distance of the bins from calibration. */
  readonly calibrationError: number;
  /** `1 - brier / uncertainty`; `null` when every outcome is the same. */
  readonly skill: number | null;
  readonly curve: readonly CalibrationBin[];
}

const BIN_COUNT = 10;
/** Keeps a forecast of exactly 0 or 1 that came out wrong finite. */
const PROBABILITY_MIN = 1e-15;

/**
 * @param forecasts - probabilities in [0, 1]
 * @param outcomes - 1 for what happened, 0 for what did not, as many as forecasts
 * @throws RangeError without forecasts or with another number of outcomes
 */
export function forecastQuality(
  forecasts: readonly number[],
  outcomes: readonly number[],
): ForecastQuality {
  const count = forecasts.length;
  if (count === 0 || outcomes.length !== count) {
    throw new RangeError(
      `need as many outcomes as forecasts, found ${outcomes.length} for ${count}`,
    );
  }
  let squares = 0;
  let losses = 0;
  let happened = 0;
  forecasts.forEach((forecast, index) => {
    const outcome = outcomes[index] ?? 0;
    const right = outcome === 1 ? forecast : 1 - forecast;
    squares += (forecast - outcome) ** 2;
    losses -= Math.log(Math.max(right, PROBABILITY_MIN));
    happened += outcome;
  });
  const curve = calibrationCurve(forecasts, outcomes);
  const weighted = (termOf: (bin: CalibrationBin) => number): number =>
    curve.reduce((sum, bin) => sum + bin.count * termOf(bin), 0) / count;
  const base = happened / count;
  const brier = squares / count;
  const uncertainty = base * (1 - base);
  const reliability = weighted(({ forecastMean, frequency }) => (forecastMean - frequency) ** 2);
  const resolution = weighted(({ frequency }) => (frequency - base) ** 2);
  return {
    brier,
    logLoss: losses / count,
    reliability,
    resolution,
    uncertainty,
    withinBin: brier - (reliability - resolution + uncertainty),
    calibrationError: weighted(({ forecastMean, frequency }) => Math.abs(forecastMean - frequency)),
    skill: uncertainty > 0 ? 1 - brier / uncertainty : null,
    curve,
  };
}

function calibrationCurve(
  forecasts: readonly number[],
  outcomes: readonly number[],
): CalibrationBin[] {
  const sums = Array.from({ length: BIN_COUNT }, () => ({ count: 0, forecast: 0, happened: 0 }));
  forecasts.forEach((forecast, index) => {
    // A forecast of 0.7 is 7.000000000000001 tenths or 6.999999999999999: both belong to bin 7.
    const bin = sums[Math.min(BIN_COUNT - 1, Math.floor(forecast * BIN_COUNT + 1e-9))];
    if (bin === undefined) throw new RangeError(`forecast must lie in [0, 1], found ${forecast}`);
    bin.count += 1;
    bin.forecast += forecast;
    bin.happened += outcomes[index] ?? 0;
  });
  return sums.flatMap(({ count, forecast, happened }, bin) =>
    count === 0
      ? []
      : [{ bin, count, forecastMean: forecast / count, frequency: happened / count }],
  );
}
