import type { EpochMs } from "../domain/units.ts";

/** Decisions remembered per market; older ones are forgotten even inside the window. */
const REMEMBERED_MAX = 4_096;

/**
 * Drops a second decision about the same market and exchange timestamp within a window. Venues send
 * the same state again after a resubscription; consumers must not see it as news.
 */
export class Deduplicator {
  duplicateCount = 0;
  readonly #windowMs: number;
  readonly #byMarket: (number[] | undefined)[] = [];

  /** @param windowMs - 0 switches deduplication off */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** True the first time; false, and counted, for a repetition. */
  admit(marketIndex: number, exchangeTimeMs: EpochMs): boolean {
    if (this.#windowMs === 0) return true;
    const seen = (this.#byMarket[marketIndex] ??= []);
    const newest = seen.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (exchangeTimeMs > newest) {
      seen.push(exchangeTimeMs);
      forgetOldest(seen);
      return true;
    }
    if (newest - exchangeTimeMs <= this.#windowMs && includesSorted(seen, exchangeTimeMs)) {
      this.duplicateCount += 1;
      return false;
    }
    insertSorted(seen, exchangeTimeMs);
    forgetOldest(seen);
    return true;
  }
}

function forgetOldest(sorted: number[]): void {
  if (sorted.length >= REMEMBERED_MAX * 2) sorted.splice(0, REMEMBERED_MAX);
}

function includesSorted(sorted: readonly number[], value: number): boolean {
  return sorted[lowerBound(sorted, value)] === value;
}

function insertSorted(sorted: number[], value: number): void {
  const position = lowerBound(sorted, value);
  if (sorted[position] !== value) sorted.splice(position, 0, value);
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
