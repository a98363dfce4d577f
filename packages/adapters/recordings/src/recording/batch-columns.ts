import type { MarketDataBatch } from "@polytraders/core";

/** One column of a batch. */
export type BatchColumn = Float64Array | Uint32Array | Uint8Array | Int32Array;

/** The arrays of a batch in the order of the recording's columns. */
export function batchColumns(batch: MarketDataBatch): readonly BatchColumn[] {
  const { timeMs, exchangeTimeMs, market, kind, side, flags, price, size } = batch;
  return [timeMs, exchangeTimeMs, market, kind, side, flags, price, size];
}
