import type { ReportSeries } from "./report-data.ts";

/** Columns after the time, in the order of a row's numbers. */
export const SERIES_NAMES = [
  "bid",
  "ask",
  "depthUsd",
  "decay",
  "confidence",
  "longDecay",
  "ofi",
  "vpin",
] as const satisfies readonly Exclude<keyof ReportSeries, "timeMs">[];

/** Time, then one number per series; `NaN` where unknown. */
type SeriesRow = Float64Array;

const ROW_LENGTH = 1 + SERIES_NAMES.length;

/** Most rows that a bucket needs to show the least and the greatest of every series. */
const BUCKET_ROWS = 2 * SERIES_NAMES.length;

/**
 * A time series in bounded memory. Once it is full, neighbouring rows share a bucket of which only
 * those rows stay that hold the least or the greatest value of some series: every spike survives,
 * every point shown is a real one, and the same rows give the same picture.
 */
export class BoundedSeries {
  readonly #bucketsMax: number;
  #buckets: SeriesRow[][] = [];
  /** Rows that go into one bucket. */
  #rowsPerBucket = BUCKET_ROWS;
  #open: SeriesRow[] = [];
  #openCount = 0;

  /** @param rowsMax - most rows kept, at least 64 */
  constructor(rowsMax: number) {
    // One bucket is being filled and may hold twice its rows before it is thinned.
    this.#bucketsMax = Math.max(2, Math.floor(rowsMax / BUCKET_ROWS) - 2);
  }

  /** Takes a row; times never run backwards, and the last row of a time stands for it. */
  push(timeMs: number, values: ArrayLike<number>): void {
    const last = this.#open.at(-1);
    const row = last !== undefined && last[0] === timeMs ? last : this.#append();
    row[0] = timeMs;
    row.set(values, 1);
  }

  /** The rows kept, thinned further to about `rowsMax` where there are more. */
  read(rowsMax = Number.POSITIVE_INFINITY): ReportSeries {
    const all = [...this.#buckets, this.#open].flat();
    let rows = all;
    for (let size = BUCKET_ROWS + 1; rows.length > rowsMax; size = Math.ceil(size * 1.15)) {
      rows = inBucketsOf(size, all);
      if (size > all.length) break;
    }
    const column = (index: number): (number | null)[] =>
      rows.map((row) => {
        const value = row[index];
        return value === undefined || Number.isNaN(value) ? null : value;
      });
    return {
      timeMs: rows.map((row) => row[0] ?? 0),
      bid: column(1),
      ask: column(2),
      depthUsd: column(3),
      decay: column(4),
      confidence: column(5),
      longDecay: column(6),
      ofi: column(7),
      vpin: column(8),
    };
  }

  #append(): SeriesRow {
    if (this.#openCount >= this.#rowsPerBucket) this.#closeBucket();
    else if (this.#open.length >= 2 * BUCKET_ROWS) this.#open = extremesOf(this.#open);
    const row = new Float64Array(ROW_LENGTH);
    this.#open.push(row);
    this.#openCount += 1;
    return row;
  }

  #closeBucket(): void {
    this.#buckets.push(extremesOf(this.#open));
    this.#open = [];
    this.#openCount = 0;
    if (this.#buckets.length < this.#bucketsMax) return;
    this.#buckets = mergePairs(this.#buckets);
    this.#rowsPerBucket *= 2;
  }
}

function inBucketsOf(size: number, rows: readonly SeriesRow[]): SeriesRow[] {
  const kept: SeriesRow[] = [];
  for (let from = 0; from < rows.length; from += size) {
    kept.push(...extremesOf(rows.slice(from, from + size)));
  }
  return kept;
}

function mergePairs(buckets: readonly SeriesRow[][]): SeriesRow[][] {
  const merged: SeriesRow[][] = [];
  for (let index = 0; index < buckets.length; index += 2) {
    merged.push(extremesOf([...(buckets[index] ?? []), ...(buckets[index + 1] ?? [])]));
  }
  return merged;
}

/** The rows with the least and the greatest value of each series, in time order. */
function extremesOf(rows: readonly SeriesRow[]): SeriesRow[] {
  if (rows.length <= BUCKET_ROWS) return [...rows];
  const kept = new Set<SeriesRow>();
  for (let column = 1; column < ROW_LENGTH; column += 1) {
    let least: SeriesRow | undefined;
    let greatest: SeriesRow | undefined;
    for (const row of rows) {
      const value = row[column] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (least === undefined || value < (least[column] ?? 0)) least = row;
      if (greatest === undefined || value > (greatest[column] ?? 0)) greatest = row;
    }
    if (least !== undefined) kept.add(least);
    if (greatest !== undefined) kept.add(greatest);
  }
  return rows.filter((row) => kept.has(row));
}
