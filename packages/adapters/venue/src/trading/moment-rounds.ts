import type { EpochMs } from "@polytraders/core";

/** Turns between kernel and venue within one millisecond. */
const ROUNDS_MAX = 16;

/**
 * Keeps time moving. Without latency a bot that reacts to the news of its own order, and to the news
 * of that reaction, would trade within one millisecond for ever: what is sent after so many turns
 * leaves a millisecond later.
 */
export class MomentRounds {
  #atMs: EpochMs = -1;
  #count = 0;

  /** The venue has acted at this time. */
  note(nowMs: EpochMs): void {
    if (nowMs !== this.#atMs) {
      this.#atMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
  }

  /** True when nothing more is sent at this time. */
  isOver(nowMs: EpochMs): boolean {
    return nowMs === this.#atMs && this.#count >= ROUNDS_MAX;
  }
}
