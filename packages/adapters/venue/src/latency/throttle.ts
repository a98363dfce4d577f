import { PolytradersError, type EpochMs } from "@polytraders/core";

const WINDOW_MS = 1_000;

/** Answers when the next message may leave, given when it wants to; wants must not run backwards. */
export type Throttle = (wantedAtMs: EpochMs) => EpochMs;

/**
 * At most so many messages in any second; the others wait their turn.
 *
 * @param messagesPerSecond - 1 or more; `null` for no throttle
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for anything else
 */
export function createThrottle(messagesPerSecond: number | null): Throttle {
  if (messagesPerSecond === null) return (wantedAtMs) => wantedAtMs;
  if (!(Number.isSafeInteger(messagesPerSecond) && messagesPerSecond >= 1)) {
    throw new PolytradersError("VENUE_COMMAND_INVALID", {
      expected: "a throttle of 1 or more messages per second",
      found: String(messagesPerSecond),
    });
  }
  // When the last messages left, oldest at `next`.
  const departures: EpochMs[] = [];
  let next = 0;
  let newestMs = Number.NEGATIVE_INFINITY;
  return (wantedAtMs) => {
    const oldest = departures[next] ?? Number.NEGATIVE_INFINITY;
    newestMs = Math.max(wantedAtMs, newestMs, oldest + WINDOW_MS);
    departures[next] = newestMs;
    next = (next + 1) % messagesPerSecond;
    return newestMs;
  };
}
