import { BoundedRows, columnOf } from "./bounded-rows.ts";
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

/** A market's series in bounded memory: see {@link BoundedRows}. */
export class BoundedSeries {
  readonly #rows: BoundedRows;

  /** @param rowsMax - most rows kept, at least 64 */
  constructor(rowsMax: number) {
    this.#rows = new BoundedRows(SERIES_NAMES.length, rowsMax);
  }

  /** Takes a row; times never run backwards, and the last row of a time stands for it. */
  push(timeMs: number, values: Float64Array): void {
    this.#rows.push(timeMs, values);
  }

  /** The rows kept, thinned further to about `rowsMax` where there are more. */
  read(rowsMax = Number.POSITIVE_INFINITY): ReportSeries {
    const rows = this.#rows.read(rowsMax);
    return {
      timeMs: rows.map((row) => row[0] ?? 0),
      bid: columnOf(rows, 1),
      ask: columnOf(rows, 2),
      depthUsd: columnOf(rows, 3),
      decay: columnOf(rows, 4),
      confidence: columnOf(rows, 5),
      longDecay: columnOf(rows, 6),
      ofi: columnOf(rows, 7),
      vpin: columnOf(rows, 8),
    };
  }
}
