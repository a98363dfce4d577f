import { sampleDeviation } from "../distributions/sample.ts";

/** Volatility of the mid per square root of a second, in the unit of the mid. */
export interface Volatility {
  /** `sqrt(sum of squared changes / elapsed seconds)`; `null` without elapsed time. */
  readonly realised: number | null;
  /** The same with older changes faded by half-lives; `null` likewise. */
  readonly faded: number | null;
}

/**
 * @param timesMs - times of the mids, ascending
 * @param mids - as many as times
 * @param halfLifeSeconds - age at which a change counts half
 */
export function midVolatility(
  timesMs: readonly number[],
  mids: readonly number[],
  halfLifeSeconds: number,
): Volatility {
  let squares = 0;
  let elapsedSeconds = 0;
  let faded: number | null = null;
  for (let index = 1; index < mids.length; index += 1) {
    const change = (mids[index] ?? NaN) - (mids[index - 1] ?? NaN);
    const seconds = ((timesMs[index] ?? NaN) - (timesMs[index - 1] ?? NaN)) / 1000;
    if (!(seconds > 0)) continue;
    squares += change ** 2;
    elapsedSeconds += seconds;
    const variance = change ** 2 / seconds;
    const fade = 2 ** (-seconds / halfLifeSeconds);
    // The first change is all that is known.
    faded = faded === null ? variance : fade * faded + (1 - fade) * variance;
  }
  return {
    realised: elapsedSeconds > 0 ? Math.sqrt(squares / elapsedSeconds) : null,
    faded: faded === null ? null : Math.sqrt(faded),
  };
}

/** Whether the mid moves too much to enter: sample deviation of its changes above the threshold. */
export function volatilityPenalty(
  mids: readonly number[],
  threshold: number,
): { readonly deviation: number | null; readonly forbidsEntry: boolean } {
  const changes = mids.slice(1).map((mid, index) => mid - (mids[index] ?? NaN));
  const deviation = sampleDeviation(changes);
  return { deviation, forbidsEntry: deviation !== null && deviation > threshold + 1e-12 };
}
