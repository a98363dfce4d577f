import type { Stopwatch } from "@polytraders/core";

/** A stopwatch that stands still until a test moves it. */
export class ManualStopwatch implements Stopwatch {
  #nowMs = 0;

  nowMs(): number {
    return this.#nowMs;
  }

  /** Lets time pass. */
  advance(durationMs: number): void {
    this.#nowMs += durationMs;
  }
}
