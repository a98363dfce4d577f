import {
  createBatch,
  RowFlag,
  RowKind,
  type EpochMs,
  type MarketDataBatch,
} from "@polytraders/core";

/** The rows of one frame, valid until the next one is read. */
export interface FrameRows {
  readonly batch: MarketDataBatch;
  readonly from: number;
  /** After the last row. */
  readonly to: number;
}

/** Kernel time of a frame. */
export function frameTimeMs({ batch, to }: FrameRows): EpochMs {
  return batch.timeMs[to - 1] ?? 0;
}

/** Index of the market that a frame is about, -1 for a heartbeat. */
export function frameMarket({ batch, from, to }: FrameRows): number {
  for (let row = from; row < to; row += 1) {
    if (batch.kind[row] !== RowKind.Heartbeat) return batch.market[row] ?? -1;
  }
  return -1;
}

/** Reads a source frame by frame; a frame that is cut by the end of a batch is put together again. */
export async function* readFrames(
  batches: AsyncIterable<MarketDataBatch>,
): AsyncGenerator<FrameRows, void> {
  let begun: MarketDataBatch | null = null;
  for await (const batch of batches) {
    let from = 0;
    for (let row = 0; row < batch.length; row += 1) {
      if (((batch.flags[row] ?? 0) & RowFlag.FrameEnd) === 0) continue;
      if (begun === null) yield { batch, from, to: row + 1 };
      else {
        const whole: MarketDataBatch = joined(begun, batch, from, row + 1);
        begun = null;
        yield { batch: whole, from: 0, to: whole.length };
      }
      from = row + 1;
    }
    if (from < batch.length) begun = joined(begun, batch, from, batch.length);
  }
  // A source that ends inside a frame never said its last word: those rows are no frame.
}

/** A copy of the rows begun before and those of another batch. */
function joined(
  begun: MarketDataBatch | null,
  batch: MarketDataBatch,
  from: number,
  to: number,
): MarketDataBatch {
  const offset = begun?.length ?? 0;
  const whole = createBatch(offset + to - from);
  for (const column of COLUMNS) {
    if (begun !== null) whole[column].set(begun[column].subarray(0, offset), 0);
    whole[column].set(batch[column].subarray(from, to), offset);
  }
  whole.length = offset + to - from;
  return whole;
}

const COLUMNS = [
  "timeMs",
  "exchangeTimeMs",
  "market",
  "kind",
  "side",
  "flags",
  "price",
  "size",
] as const;
