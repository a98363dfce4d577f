import {
  createBatch,
  MICRO,
  RowFlag,
  RowKind,
  type MarketDataBatch,
  type MarketStatusCode,
} from "@polytraders/core";
import type { ReplayedBook } from "../../src/replay/replayed-book.ts";

/** A row in a person's units: dollars and shares. */
export interface PlainRow {
  readonly kind: number;
  readonly side?: 0 | 1;
  readonly price?: number;
  readonly shares?: number;
  readonly isSecond?: boolean;
}

/** One frame of one market. */
export interface PlainFrame {
  readonly timeMs: number;
  readonly market?: number;
  readonly rows: readonly PlainRow[];
}

type Levels = readonly (readonly [price: number, shares: number])[];

export const book = (sides: { bids?: Levels; asks?: Levels }, isSecond = false): PlainRow[] => [
  { kind: RowKind.BookStart, isSecond },
  ...(sides.bids ?? []).map(([price, shares]) => level(0, price, shares, isSecond)),
  ...(sides.asks ?? []).map(([price, shares]) => level(1, price, shares, isSecond)),
];
export const level = (side: 0 | 1, price: number, shares: number, isSecond = false): PlainRow => ({
  kind: RowKind.Level,
  side,
  price,
  shares,
  isSecond,
});
export const takerBuys = (price: number, shares: number, isSecond = false): PlainRow => ({
  kind: RowKind.Trade,
  side: 0,
  price,
  shares,
  isSecond,
});
export const takerSells = (price: number, shares: number, isSecond = false): PlainRow => ({
  kind: RowKind.Trade,
  side: 1,
  price,
  shares,
  isSecond,
});
export const gap = (): PlainRow => ({ kind: RowKind.Gap });
export const tick = (price: number): PlainRow => ({ kind: RowKind.TickSize, price });
export const status = (code: MarketStatusCode): PlainRow => ({
  kind: RowKind.Status,
  price: code / 10_000,
});

export const units = (usd: number): number => Math.round(usd * 10_000);
export const micro = (shares: number): number => Math.round(shares * MICRO);

export function batchOf(frames: readonly PlainFrame[]): MarketDataBatch {
  const length = frames.reduce((sum, { rows }) => sum + rows.length, 0);
  const batch = createBatch(Math.max(1, length));
  let at = 0;
  for (const { timeMs, market, rows } of frames) {
    for (const [index, row] of rows.entries()) {
      batch.timeMs[at] = timeMs;
      batch.exchangeTimeMs[at] = timeMs;
      batch.market[at] = market ?? 0;
      batch.kind[at] = row.kind;
      batch.side[at] = row.side ?? 0;
      batch.price[at] = units(row.price ?? 0);
      batch.size[at] = micro(row.shares ?? 0);
      batch.flags[at] =
        (row.isSecond === true ? RowFlag.SecondToken : 0) |
        (index === rows.length - 1 ? RowFlag.FrameEnd : 0);
      at += 1;
    }
  }
  batch.length = length;
  return batch;
}

/** Applies rows as one frame. */
export function apply(replayed: ReplayedBook, rows: readonly PlainRow[], timeMs = 0): void {
  const batch = batchOf([{ timeMs, rows }]);
  replayed.apply(batch, 0, batch.length, timeMs);
}
