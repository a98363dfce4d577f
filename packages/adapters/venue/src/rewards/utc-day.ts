import type { EpochMs } from "@polytraders/core";

const DAY_MS = 86_400_000;

/** Beginning of the UTC day that a time belongs to. */
export function utcDayOf(timeMs: EpochMs): EpochMs {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}

/** Beginning of the day after the one that begins then. */
export function nextUtcDay(dayMs: EpochMs): EpochMs {
  return dayMs + DAY_MS;
}
