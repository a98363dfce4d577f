import { OpenBucket } from "./open-bucket.ts";
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
  readonly #open = new OpenBucket(ROW_LENGTH);
  /** The newest row, which another one of the same time may still replace. */
  readonly #newest = new Float64Array(ROW_LENGTH).fill(Number.NaN);

  /** @param rowsMax - most rows kept, at least 64 */
  constructor(rowsMax: number) {
    // Room is left for the bucket being filled and for the newest row.
    this.#bucketsMax = Math.max(2, Math.floor((rowsMax - 1) / BUCKET_ROWS) - 1);
  }

  /** Takes a row; times never run backwards, and the last row of a time stands for it. */
  push(timeMs: number, values: Float64Array): void {
    const newest = this.#newest;
    if (newest[0] !== timeMs) this.#settleNewest();
    newest[0] = timeMs;
    for (let column = 1; column < ROW_LENGTH; column += 1) {
      newest[column] = values[column - 1] ?? Number.NaN;
    }
  }

  /** The rows kept, thinned further to about `rowsMax` where there are more. */
  read(rowsMax = Number.POSITIVE_INFINITY): ReportSeries {
    const newest = Number.isNaN(this.#newest[0]) ? [] : [this.#newest];
    const all = [...this.#buckets.flat(), ...this.#open.rows(), ...newest];
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

  #settleNewest(): void {
    if (Number.isNaN(this.#newest[0])) return;
    if (this.#open.count >= this.#rowsPerBucket) this.#closeBucket();
    this.#open.take(this.#newest);
  }

  #closeBucket(): void {
    this.#buckets.push(this.#open.rows());
    this.#open.clear();
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
  const bucket = new OpenBucket(ROW_LENGTH);
  for (const row of rows) bucket.take(row);
  return bucket.rows();
}
