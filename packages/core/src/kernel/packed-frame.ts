import { RowKind, type MarketDataBatch } from "../market-data/market-data-batch.ts";

/** Numbers per row of a packed frame. */
const COLUMNS = 8;

/** The rows of one frame in a single block of numbers, free of the batch they came from. */
export type PackedFrame = Float64Array;

/** Appends one row of a batch to a frame that is being put together. */
export function packRow(frame: number[], batch: MarketDataBatch, row: number): void {
  frame.push(
    batch.timeMs[row] ?? 0,
    batch.exchangeTimeMs[row] ?? 0,
    batch.market[row] ?? 0,
    batch.kind[row] ?? 0,
    batch.side[row] ?? 0,
    batch.flags[row] ?? 0,
    batch.price[row] ?? 0,
    batch.size[row] ?? 0,
  );
}

/** Rows of a frame, packed or being put together. */
export function rowsOf(frame: ArrayLike<number>): number {
  return frame.length / COLUMNS;
}

/** Market of a frame, `undefined` when it holds heartbeats only. */
export function marketOf(frame: ArrayLike<number>): number | undefined {
  for (let at = 0; at < frame.length; at += COLUMNS) {
    if (frame[at + 3] !== RowKind.Heartbeat) return frame[at + 2];
  }
  return undefined;
}

/** Writes one row of a packed frame behind the rows of a batch that has room for it. */
export function unpackRow(frame: PackedFrame, row: number, batch: MarketDataBatch): void {
  const to = batch.length;
  const from = row * COLUMNS;
  batch.timeMs[to] = frame[from] ?? 0;
  batch.exchangeTimeMs[to] = frame[from + 1] ?? 0;
  batch.market[to] = frame[from + 2] ?? 0;
  batch.kind[to] = frame[from + 3] ?? 0;
  batch.side[to] = frame[from + 4] ?? 0;
  batch.flags[to] = frame[from + 5] ?? 0;
  batch.price[to] = frame[from + 6] ?? 0;
  batch.size[to] = frame[from + 7] ?? 0;
  batch.length += 1;
}
