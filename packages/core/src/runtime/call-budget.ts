import { RecentStrikes } from "./recent-strikes.ts";

/** Measures how long a call takes. Ambient by nature, so it is a port; tests hand in their own. */
export interface Stopwatch {
  /** Milliseconds since some fixed moment, never running backwards. */
  nowMs(): number;
}

/**
 * Counts the calls of one bot that took longer than its contract allows. A single overrun is
 * reported; the third within a thousand calls says that the bot keeps doing so.
 */
export class CallBudget {
  readonly callTimeoutMs: number;
  overrunCount = 0;
  longestMs = 0;
  #callCount = 0;
  readonly #overruns = new RecentStrikes();

  constructor(callTimeoutMs: number) {
    this.callTimeoutMs = callTimeoutMs;
  }

  /** Notes one call. Answers what to do about the bot. */
  note(durationMs: number): "within" | "overrun" | "keeps_overrunning" {
    this.#callCount += 1;
    if (durationMs > this.longestMs) this.longestMs = durationMs;
    if (durationMs <= this.callTimeoutMs) return "within";
    this.overrunCount += 1;
    return this.#overruns.note(this.#callCount) ? "keeps_overrunning" : "overrun";
  }
}
