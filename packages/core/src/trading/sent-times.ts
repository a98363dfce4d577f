import type { EpochMs } from "../domain/units.ts";

/** Milliseconds with orders that are remembered; the window that can be counted shrinks beyond it. */
const MOMENTS_KEPT = 65_536;

/** Counts orders over the last stretch of kernel time. */
export class SentTimes {
  /** Moments with orders, in order, and the orders up to and including each. */
  #timesMs: number[] = [];
  #totals: number[] = [];
  #total = 0;

  /** Times never go back: kernel time does not. */
  add(atMs: EpochMs): void {
    this.#total += 1;
    const last = this.#timesMs.length - 1;
    if (last >= 0 && this.#timesMs[last] === atMs) {
      this.#totals[last] = this.#total;
      return;
    }
    this.#timesMs.push(atMs);
    this.#totals.push(this.#total);
    if (this.#timesMs.length < 2 * MOMENTS_KEPT) return;
    this.#timesMs = this.#timesMs.slice(MOMENTS_KEPT);
    this.#totals = this.#totals.slice(MOMENTS_KEPT);
  }

  /** Orders later than `sinceMs`. */
  countAfter(sinceMs: EpochMs): number {
    const times = this.#timesMs;
    const newest = times.at(-1);
    if (newest === undefined || newest <= sinceMs) return 0;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] ?? 0) <= sinceMs) low = middle + 1;
      else high = middle;
    }
    const before = low === 0 ? this.#firstBefore() : (this.#totals[low - 1] ?? 0);
    return this.#total - before;
  }

  /** Orders that were forgotten before the first moment that is kept cannot be told from none. */
  #firstBefore(): number {
    return this.#totals.length < MOMENTS_KEPT ? 0 : (this.#totals[0] ?? 0) - 1;
  }
}
