import {
  complementPrice,
  isTickSize,
  PRICE_UNITS_PER_USD,
  RowFlag,
  RowKind,
  type MarketDataBatch,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";

/** Takes a market's rows on the view of its first token. */
export interface MarketRowSink {
  bookStarted(): void;
  levelStated(side: BookSide, price: PriceUnits, size: MicroShares): void;
  /** @param hitSide - the side whose resting orders were hit */
  traded(hitSide: BookSide, price: PriceUnits, size: MicroShares): void;
  tickSizeChanged(tickSize: PriceUnits): void;
  gapFound(): void;
  /** A row that breaks the format. */
  refused(): void;
}

/** Reads one row; rows that say nothing of the book are passed over. */
export function readMarketRow(batch: MarketDataBatch, row: number, sink: MarketRowSink): void {
  const price = batch.price[row] ?? 0;
  const size = batch.size[row] ?? 0;
  switch (batch.kind[row]) {
    case RowKind.BookStart:
      return sink.bookStarted();
    case RowKind.Level:
    case RowKind.Trade:
      return readPricedRow(batch, row, sink, price, size);
    case RowKind.TickSize:
      return isTickSize(price) ? sink.tickSizeChanged(price) : sink.refused();
    case RowKind.Gap:
      return sink.gapFound();
    case RowKind.Status:
    case RowKind.Heartbeat:
    case RowKind.BestPrice:
      return undefined;
    default:
      return sink.refused();
  }
}

function readPricedRow(
  batch: MarketDataBatch,
  row: number,
  sink: MarketRowSink,
  price: PriceUnits,
  size: MicroShares,
): void {
  const side = batch.side[row] ?? 0;
  const isTrade = batch.kind[row] === RowKind.Trade;
  if (!isPrice(price) || !isSize(size) || side > 1 || (isTrade && size === 0)) {
    return sink.refused();
  }
  const isSecond = ((batch.flags[row] ?? 0) & RowFlag.SecondToken) !== 0;
  const bookPrice = isSecond ? complementPrice(price) : price;
  const isZero = (side === 0) !== isSecond;
  // A level row names its own side, a trade row the taker's: who buys hits asks.
  if (isTrade) return sink.traded(isZero ? 1 : 0, bookPrice, size);
  return sink.levelStated(isZero ? 0 : 1, bookPrice, size);
}

function isPrice(price: number): boolean {
  return price > 0 && price < PRICE_UNITS_PER_USD && price === Math.trunc(price);
}

/** Whole micro-shares; refuses NaN too. */
function isSize(size: number): boolean {
  return size >= 0 && size <= Number.MAX_SAFE_INTEGER && size === Math.trunc(size);
}
