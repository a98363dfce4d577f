/**
 * The normal message rate of a market: messages over time, both faded with a half-life.
 *
 * The rate is that of the intervals already ended. It does not sink while a market is silent, because
 * a silence must be judged by the rate before it. A steady rate is reported exactly, from the second
 * message on.
 */
export interface MessageRate {
  /** Counts one message; times that go back count as no time passed. */
  message(timeMs: number): void;
  /** Messages per second up to the newest message; 0 before the second. */
  perSecond(): number;
  /** Time since the newest message, in seconds; infinite before the first. */
  silenceSeconds(nowMs: number): number;
  /** Messages counted since the start. */
  readonly messageCount: number;
  reset(): void;
}

/**
 * @param halfLifeMs - age at which an interval counts half
 * @throws RangeError for a half-life that is not positive and finite
 */
export function createMessageRate(halfLifeMs: number): MessageRate {
  if (!(halfLifeMs > 0 && halfLifeMs < Infinity)) {
    throw new RangeError(`halfLifeMs must be positive and finite, found ${halfLifeMs}`);
  }
  let newestMs = -Infinity;
  let messageCount = 0;
  let weight = 0;
  let weightedMs = 0;
  return {
    message(timeMs) {
      messageCount += 1;
      if (messageCount > 1) {
        const intervalMs = Math.max(0, timeMs - newestMs);
        const fade = 2 ** (-intervalMs / halfLifeMs);
        weight = weight * fade + 1;
        weightedMs = weightedMs * fade + intervalMs;
      }
      newestMs = Math.max(newestMs, timeMs);
    },
    perSecond: () => (weightedMs > 0 ? (1000 * weight) / weightedMs : 0),
    silenceSeconds: (nowMs) => Math.max(0, nowMs - newestMs) / 1000,
    get messageCount() {
      return messageCount;
    },
    reset() {
      newestMs = -Infinity;
      messageCount = 0;
      weight = 0;
      weightedMs = 0;
    },
  };
}
