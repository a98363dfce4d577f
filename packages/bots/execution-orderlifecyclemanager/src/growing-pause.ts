/** How often something is asked again. */
export interface Pacing {
  readonly pauseFirstSeconds: number;
  readonly pauseFactor: number;
  readonly pauseSecondsMax: number;
}

/**
 * The pause after the `askCount`th question, milliseconds: it grows by a factor each time, up to a
 * limit, so that a venue in trouble is not asked to death.
 *
 * @param askCount - questions so far, from 1
 */
export function pauseAfterMs(askCount: number, pacing: Pacing): number {
  const { pauseFirstSeconds, pauseFactor, pauseSecondsMax } = pacing;
  const seconds = pauseFirstSeconds * pauseFactor ** Math.max(0, askCount - 1);
  return Math.round(1_000 * Math.min(pauseSecondsMax, seconds));
}
