import { OpenBucket } from "./open-bucket.ts";

/** Time, then one number per series; `NaN` where unknown. */
type Row = Float64Array;

/**
 * Rows over time in bounded memory. Once it is full, neighbouring rows share a bucket of which only
 * those rows stay that hold the least or the greatest value of some series: every spike survives,
 * every point shown is a real one, and the same rows give the same picture.
 */
export class BoundedRows {
  readonly #rowLength: number;
  /** Most rows that a bucket needs to show the least and the greatest of every series. */
  readonly #bucketRows: number;
  readonly #bucketsMax: number;
  #buckets: Row[][] = [];
  /** Rows that go into one bucket. */
  #rowsPerBucket: number;
  readonly #open: OpenBucket;
  /** The newest row, which another one of the same time may still replace. */
  readonly #newest: Float64Array;

  /**
   * @param seriesCount - numbers in a row, beside its time
   * @param rowsMax - most rows kept, at least eight for each series
   */
  constructor(seriesCount: number, rowsMax: number) {
    this.#rowLength = 1 + seriesCount;
    this.#bucketRows = 2 * seriesCount;
    // Room is left for the bucket being filled and for the newest row.
    this.#bucketsMax = Math.max(2, Math.floor((rowsMax - 1) / this.#bucketRows) - 1);
    this.#rowsPerBucket = this.#bucketRows;
    this.#open = new OpenBucket(this.#rowLength);
    this.#newest = new Float64Array(this.#rowLength).fill(Number.NaN);
  }

  /** Takes a row; times never run backwards, and the last row of a time stands for it. */
  push(timeMs: number, values: Float64Array): void {
    const newest = this.#newest;
    if (newest[0] !== timeMs) this.#settleNewest();
    newest[0] = timeMs;
    for (let column = 1; column < this.#rowLength; column += 1) {
      newest[column] = values[column - 1] ?? Number.NaN;
    }
  }

  /** The rows kept, thinned further to about `rowsMax` where there are more. */
  read(rowsMax = Number.POSITIVE_INFINITY): readonly Row[] {
    const newest = Number.isNaN(this.#newest[0]) ? [] : [this.#newest];
    const all = [...this.#buckets.flat(), ...this.#open.rows(), ...newest];
    let rows = all;
    for (let size = this.#bucketRows + 1; rows.length > rowsMax; size = Math.ceil(size * 1.15)) {
      rows = this.#inBucketsOf(size, all);
      if (size > all.length) break;
    }
    return rows;
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
    this.#buckets = this.#mergedInPairs();
    this.#rowsPerBucket *= 2;
  }

  #inBucketsOf(size: number, rows: readonly Row[]): Row[] {
    const kept: Row[] = [];
    for (let from = 0; from < rows.length; from += size) {
      kept.push(...this.#extremesOf(rows.slice(from, from + size)));
    }
    return kept;
  }

  #mergedInPairs(): Row[][] {
    const merged: Row[][] = [];
    const buckets = this.#buckets;
    for (let index = 0; index < buckets.length; index += 2) {
      merged.push(this.#extremesOf([...(buckets[index] ?? []), ...(buckets[index + 1] ?? [])]));
    }
    return merged;
  }

  /** The rows with the least and the greatest value of each series, in time order. */
  #extremesOf(rows: readonly Row[]): Row[] {
    const bucket = new OpenBucket(this.#rowLength);
    for (const row of rows) bucket.take(row);
    return bucket.rows();
  }
}

/** One series of some rows, `null` where unknown. */
export function columnOf(rows: readonly Float64Array[], index: number): (number | null)[] {
  return rows.map((row) => {
    const value = row[index];
    return value === undefined || Number.isNaN(value) ? null : value;
  });
}
