import {
  MarketStatusCode,
  RowFlag,
  RowKind,
  RowSide,
  type MarketDataBatch,
} from "@polytraders/core";

/** Best levels on the view of the first token, in price units and micro-shares; 0 where there are none. */
export interface Top {
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
}

/** A trade on the view of the first token. */
export interface TapeTrade {
  readonly timeMs: number;
  readonly isBuy: boolean;
  readonly price: number;
  readonly size: number;
}

/** What one frame of a recording says about one market once all its rows are applied. */
export interface RecordedFrame {
  readonly market: number;
  readonly timeMs: number;
  readonly exchangeTimeMs: number;
  readonly hasBookChange: boolean;
  readonly isProven: boolean;
  readonly top: Top;
  readonly trades: readonly TapeTrade[];
}

interface Market {
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
  isProven: boolean;
}

/**
 * Reads the rows of a recording with a book of its own, two maps from price to size, so that what it
 * finds owes nothing to the kernel under test.
 */
export class RecordedFrames {
  readonly frames: RecordedFrame[] = [];
  readonly #markets = new Map<number, Market>();
  #trades: TapeTrade[] = [];
  #hasBookChange = false;

  add(batch: MarketDataBatch): void {
    for (let row = 0; row < batch.length; row += 1) this.#addRow(batch, row);
  }

  #addRow(batch: MarketDataBatch, row: number): void {
    const [kind = 0, flags = 0, side = 0] = [batch.kind[row], batch.flags[row], batch.side[row]];
    const [price = 0, size = 0] = [batch.price[row], batch.size[row]];
    const [index = 0, timeMs = 0] = [batch.market[row], batch.timeMs[row]];
    const market = this.#market(index);
    const isSecond = (flags & RowFlag.SecondToken) !== 0;
    const ownPrice = isSecond ? 10_000 - price : price;
    if (kind === RowKind.BookStart) {
      market.bids.clear();
      market.asks.clear();
      market.isProven = true;
    }
    if (kind === RowKind.Gap) market.isProven = false;
    if (kind === RowKind.Level) {
      const isBid = (side === RowSide.Bid) !== isSecond;
      setLevel(isBid ? market.bids : market.asks, ownPrice, size);
    }
    if (kind === RowKind.BookStart || kind === RowKind.Level) this.#hasBookChange = true;
    if (kind === RowKind.Trade) {
      const isBuy = (side === RowSide.TakerBuys) !== isSecond;
      this.#trades.push({ timeMs, isBuy, price: ownPrice, size });
    }
    if (kind === RowKind.Status && price !== MarketStatusCode.Open) {
      throw new RangeError("expected a recording without a status change");
    }
    if ((flags & RowFlag.FrameEnd) === 0) return;
    this.frames.push({
      market: index,
      timeMs,
      exchangeTimeMs: batch.exchangeTimeMs[row] ?? 0,
      hasBookChange: this.#hasBookChange,
      isProven: market.isProven,
      top: topOf(market),
      trades: this.#trades,
    });
    this.#trades = [];
    this.#hasBookChange = false;
  }

  #market(index: number): Market {
    const present = this.#markets.get(index);
    if (present !== undefined) return present;
    const market = { bids: new Map(), asks: new Map(), isProven: false };
    this.#markets.set(index, market);
    return market;
  }
}

function setLevel(levels: Map<number, number>, price: number, size: number): void {
  if (size === 0) levels.delete(price);
  else levels.set(price, size);
}

function topOf({ bids, asks }: Market): Top {
  const bidPrice = bids.size === 0 ? 0 : Math.max(...bids.keys());
  const askPrice = asks.size === 0 ? 0 : Math.min(...asks.keys());
  return {
    bidPrice,
    bidSize: bids.get(bidPrice) ?? 0,
    askPrice,
    askSize: asks.get(askPrice) ?? 0,
  };
}

/** Price times size in micro-USD, rounded half up. */
export function microUsd(price: number, size: number): number {
  return Number((BigInt(price) * BigInt(size) + 5_000n) / 10_000n);
}
