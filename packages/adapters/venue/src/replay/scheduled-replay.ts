import {
  createBatch,
  PolytradersError,
  RowFlag,
  type EpochMs,
  type MarketDataBatch,
  type MarketDataSource,
} from "@polytraders/core";
import { frameTimeMs } from "./frame-reader.ts";
import { createReplayedMarkets, type ReplayedMarketsOptions } from "./replay-feed.ts";
import type { ReplayedMarket } from "./replayed-market.ts";

/** Rows that are held in memory at most: 33 bytes each. */
export const SCHEDULED_ROWS_MAX = 20_000_000;

export interface ScheduledReplayOptions extends Omit<ReplayedMarketsOptions, "definitions"> {
  readonly source: MarketDataSource;
}

/** A recording that plays by itself as the exchange's time passes. */
export interface ScheduledReplay {
  readonly markets: readonly ReplayedMarket[];
  readonly rowCount: number;
  /** Exchange time of the last frame. */
  readonly endMs: EpochMs;
}

/**
 * Reads a whole recording into memory and plans its frames on the exchange, whose time must have
 * begun at the recording's: each frame then meets the orders of its moment, however time is moved.
 *
 * @throws PolytradersError `DATA_NOTHING_IMPORTED` for an empty source, `VENUE_COMMAND_INVALID` for
 *   one of more than {@link SCHEDULED_ROWS_MAX} rows
 */
export async function scheduleReplay(options: ScheduledReplayOptions): Promise<ScheduledReplay> {
  const { exchange, source } = options;
  const rows = await readAll(source);
  const replayed = createReplayedMarkets({ ...options, definitions: source.markets });
  const playFrom = (from: number): void => {
    const to = frameEndAfter(rows, from);
    if (to === null) return;
    const frame = { batch: rows, from, to };
    const atMs = frameTimeMs(frame);
    exchange.schedule(atMs, () => {
      replayed.apply(frame, atMs);
      playFrom(to);
    });
  };
  playFrom(0);
  const endMs = rows.timeMs[rows.length - 1] ?? 0;
  return { markets: replayed.markets, rowCount: rows.length, endMs };
}

/** Kernel time of a source's first row, `null` when it has none. */
export async function firstRowTimeMs(source: MarketDataSource): Promise<EpochMs | null> {
  for await (const batch of source.batches()) {
    if (batch.length > 0) return batch.timeMs[0] ?? null;
  }
  return null;
}

async function readAll(source: MarketDataSource): Promise<MarketDataBatch> {
  let rows = createBatch(source.rowCount ?? 65_536);
  for await (const batch of source.batches()) {
    const needed = rows.length + batch.length;
    if (needed > SCHEDULED_ROWS_MAX) {
      throw new PolytradersError("VENUE_COMMAND_INVALID", {
        expected: `a recording of at most ${SCHEDULED_ROWS_MAX} rows`,
        found: "a longer one",
        hint: "Serve a part of it.",
      });
    }
    if (needed > rows.timeMs.length) rows = copied(rows, needed * 2);
    append(rows, batch);
  }
  if (rows.length > 0) return rows;
  throw new PolytradersError("DATA_NOTHING_IMPORTED", { found: "a source without rows" });
}

function frameEndAfter(rows: MarketDataBatch, from: number): number | null {
  for (let row = from; row < rows.length; row += 1) {
    if (((rows.flags[row] ?? 0) & RowFlag.FrameEnd) !== 0) return row + 1;
  }
  return null;
}

function copied(rows: MarketDataBatch, capacity: number): MarketDataBatch {
  const larger = createBatch(capacity);
  append(larger, rows);
  return larger;
}

function append(rows: MarketDataBatch, added: MarketDataBatch): void {
  const { length } = added;
  const at = rows.length;
  rows.timeMs.set(added.timeMs.subarray(0, length), at);
  rows.exchangeTimeMs.set(added.exchangeTimeMs.subarray(0, length), at);
  rows.market.set(added.market.subarray(0, length), at);
  rows.kind.set(added.kind.subarray(0, length), at);
  rows.side.set(added.side.subarray(0, length), at);
  rows.flags.set(added.flags.subarray(0, length), at);
  rows.price.set(added.price.subarray(0, length), at);
  rows.size.set(added.size.subarray(0, length), at);
  rows.length = at + length;
}
