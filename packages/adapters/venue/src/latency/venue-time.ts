import type { EpochMs } from "@polytraders/core";

/** The part of an exchange that latency needs: its time, and planning within it. */
export interface VenueTime {
  readonly nowMs: EpochMs;
  schedule(atMs: EpochMs, run: (nowMs: EpochMs) => void): () => void;
}
