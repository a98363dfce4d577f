import type { EpochMs } from "@polytraders/core";

const DAY_MS = 86_400_000;
/** Ten years; a longer run keeps its first. */
const DAYS_MAX = 3_660;

/**
 * A value at the start of a run and after each 24 hours of it: equally spaced, however the run lies to
 * midnight. The day that is not over is not part of it.
 */
export class DailyValues {
  readonly #values: number[] = [];
  #nextMs = Number.NaN;

  /** Takes the value in force until now. */
  take(timeMs: EpochMs, value: number): void {
    if (Number.isNaN(this.#nextMs)) this.#nextMs = timeMs;
    while (this.#nextMs <= timeMs && this.#values.length < DAYS_MAX) {
      this.#values.push(value);
      this.#nextMs += DAY_MS;
    }
  }

  read(): readonly number[] {
    return this.#values;
  }

  /** Changes from day to day. */
  changes(): number[] {
    return this.#values.slice(1).map((value, index) => value - (this.#values[index] ?? 0));
  }
}
