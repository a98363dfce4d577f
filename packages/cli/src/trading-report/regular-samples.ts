import type { EpochMs } from "@polytraders/core";

/** Most samples; when there are more, every second one goes and the interval doubles. */
const SAMPLES_MAX = 1_024;

/**
 * Equally spaced samples of a few values in bounded memory, whatever the run's length. A sample holds
 * what was in force at its time.
 */
export class RegularSamples {
  readonly #columns: number[][];
  #intervalMs: number;
  #firstMs = 0;
  #nextMs = Number.NaN;

  /** @param intervalMs - to begin with, 1 or more */
  constructor(columnCount: number, intervalMs: number) {
    this.#columns = Array.from({ length: columnCount }, () => []);
    this.#intervalMs = intervalMs;
  }

  /** True when a sample is due at or before this time. */
  isDue(timeMs: EpochMs): boolean {
    return !(timeMs < this.#nextMs);
  }

  /** Takes the samples due by now; `values` were in force since the last call. */
  take(timeMs: EpochMs, values: readonly number[]): void {
    if (Number.isNaN(this.#nextMs)) {
      this.#firstMs = timeMs;
      this.#nextMs = timeMs;
    }
    while (this.#nextMs <= timeMs) {
      for (const [index, column] of this.#columns.entries()) column.push(values[index] ?? 0);
      if ((this.#columns[0]?.length ?? 0) > SAMPLES_MAX) this.#halve();
      const count = this.#columns[0]?.length ?? 0;
      this.#nextMs = this.#firstMs + count * this.#intervalMs;
    }
  }

  get intervalMs(): number {
    return this.#intervalMs;
  }

  get count(): number {
    return this.#columns[0]?.length ?? 0;
  }

  column(index: number): readonly number[] {
    return this.#columns[index] ?? [];
  }

  #halve(): void {
    for (const [at, column] of this.#columns.entries()) {
      this.#columns[at] = column.filter((_, index) => index % 2 === 0);
    }
    this.#intervalMs *= 2;
  }
}
