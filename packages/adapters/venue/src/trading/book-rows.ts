import {
  createBatch,
  MarketStatusCode,
  RowFlag,
  RowKind,
  RowSide,
  type EpochMs,
  type MarketDataBatch,
} from "@polytraders/core";
import type { DrivenMarket } from "./kernel-driver.ts";

/** Tick size, beginning of the book, gap and status, beside the levels. */
const OTHER_ROWS = 4;

const STATUS_CODES: Readonly<Record<DrivenMarket["status"], MarketStatusCode>> = {
  open: MarketStatusCode.Open,
  halted: MarketStatusCode.Halted,
  closed: MarketStatusCode.Closed,
  resolved_first: MarketStatusCode.ResolvedFirst,
  resolved_second: MarketStatusCode.ResolvedSecond,
  resolved_void: MarketStatusCode.ResolvedVoid,
};

/** A market of the kernel as one frame that says all that is known of it. */
export function bookRowsOf(
  { book, status }: DrivenMarket,
  marketIndex: number,
  timeMs: EpochMs,
): MarketDataBatch {
  const rows = new BookRows(marketIndex, timeMs, 2 * book.lastIndex + OTHER_ROWS);
  rows.add(RowKind.TickSize, 0, book.tickSize, 0);
  rows.add(RowKind.BookStart, 0, 0, 0);
  for (let at = book.bestBidIndex; at > 0; at = book.bids.nextBelow(at)) {
    rows.add(RowKind.Level, RowSide.Bid, book.priceOf(at), book.bids.sizes[at] ?? 0);
  }
  for (let at = book.bestAskIndex; at < book.lastIndex; at = book.asks.nextAbove(at)) {
    rows.add(RowKind.Level, RowSide.Ask, book.priceOf(at), book.asks.sizes[at] ?? 0);
  }
  if (!book.isProven) rows.add(RowKind.Gap, 0, 0, 0);
  rows.add(RowKind.Status, 0, STATUS_CODES[status], 0);
  return rows.end();
}

class BookRows {
  readonly #batch: MarketDataBatch;
  readonly #market: number;
  readonly #timeMs: EpochMs;

  constructor(market: number, timeMs: EpochMs, capacity: number) {
    this.#batch = createBatch(capacity);
    this.#market = market;
    this.#timeMs = timeMs;
  }

  add(kind: RowKind, side: number, price: number, size: number): void {
    const batch = this.#batch;
    const row = batch.length;
    batch.timeMs[row] = this.#timeMs;
    batch.exchangeTimeMs[row] = this.#timeMs;
    batch.market[row] = this.#market;
    batch.kind[row] = kind;
    batch.side[row] = side;
    batch.price[row] = price;
    batch.size[row] = size;
    batch.length = row + 1;
  }

  end(): MarketDataBatch {
    this.#batch.flags[this.#batch.length - 1] = RowFlag.FrameEnd;
    return this.#batch;
  }
}
