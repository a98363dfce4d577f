import type { EpochMs } from "../../domain/units.ts";

const DAY_MS = 86_400_000;

/** Days since the epoch, UTC. */
export function utcDayOf(timeMs: EpochMs): number {
  return Math.floor(timeMs / DAY_MS);
}
