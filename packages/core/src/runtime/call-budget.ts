/** Measures how long a call takes. Ambient by nature, so it is a port; tests hand in their own. */
export interface Stopwatch {
  /** Milliseconds since some fixed moment, never running backwards. */
  nowMs(): number;
}

/** Calls looked back on when deciding whether a bot keeps overrunning. */
const LOOK_BACK_CALLS = 1_000;
/** Overruns within that many calls that take a bot out of service. */
const OVERRUNS_TOLERATED = 2;

/**
 * Counts the calls of one bot that took longer than its contract allows. A single overrun is
 * reported; the third within a thousand calls says that the bot keeps doing so.
 */
export class CallBudget {
  readonly callTimeoutMs: number;
  overrunCount = 0;
  longestMs = 0;
  #callCount = 0;
  readonly #recentOverruns: number[] = [];

  constructor(callTimeoutMs: number) {
    this.callTimeoutMs = callTimeoutMs;
  }

  /** Notes one call. Answers what to do about the bot. */
  note(durationMs: number): "within" | "overrun" | "keeps_overrunning" {
    this.#callCount += 1;
    if (durationMs > this.longestMs) this.longestMs = durationMs;
    if (durationMs <= this.callTimeoutMs) return "within";
    this.overrunCount += 1;
    const recent = this.#recentOverruns;
    recent.push(this.#callCount);
    while ((recent[0] ?? 0) <= this.#callCount - LOOK_BACK_CALLS) recent.shift();
    return recent.length > OVERRUNS_TOLERATED ? "keeps_overrunning" : "overrun";
  }
}
