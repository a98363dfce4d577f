import {
  MarketStatusCode,
  RowFlag,
  RowKind,
  RowSide,
  type EpochMs,
  type MarketDataBatch,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type { ListedMarket } from "../exchange/exchange.ts";
import type { TokenIndex } from "../market/venue-market.ts";
import type { FeedFrame } from "./feed-frame.ts";

/** Most rows of one frame: a whole book on the finest grid. */
const FEED_FRAME_ROWS_MAX = 20_001;

/** What a market's phase and resolution are in a status row. */
export function marketStatusOf({ state }: ListedMarket): MarketStatusCode {
  if (state.phase === "open") return MarketStatusCode.Open;
  if (state.phase === "halted") return MarketStatusCode.Halted;
  if (state.phase === "closed" || state.payouts === null) return MarketStatusCode.Closed;
  const [first, second] = state.payouts;
  if (first === second) return MarketStatusCode.ResolvedVoid;
  return first > second ? MarketStatusCode.ResolvedFirst : MarketStatusCode.ResolvedSecond;
}

/**
 * Writes frames of the feed as rows behind those that a batch already holds. Kernel time never runs
 * backwards: a frame that a fault has held back keeps its own time as the exchange's only.
 */
export class FeedRowWriter {
  readonly #batch: MarketDataBatch;
  #kernelTimeMs: EpochMs = 0;
  #exchangeTimeMs: EpochMs = 0;
  #market = 0;

  constructor(batch: MarketDataBatch) {
    this.#batch = batch;
  }

  /** A writer into another batch whose time goes on from this one's. */
  continuedIn(batch: MarketDataBatch): FeedRowWriter {
    const next = new FeedRowWriter(batch);
    next.#kernelTimeMs = this.#kernelTimeMs;
    return next;
  }

  /** False when a frame might not fit any more. */
  get hasRoom(): boolean {
    return this.#batch.length + FEED_FRAME_ROWS_MAX <= this.#batch.kind.length;
  }

  /**
   * Appends a frame; the news of a market alone, which has no rows, leaves no trace.
   *
   * @param marketIndex - place of the frame's market in the source's list
   * @param status - a {@link MarketStatusCode}, for `market_resolved`
   * @param receivedAtMs - when the frame is handed over; not before the frame's own time
   */
  append(
    frame: FeedFrame,
    marketIndex: number,
    status: MarketStatusCode,
    receivedAtMs: EpochMs,
  ): void {
    const start = this.#begin(marketIndex, frame.timeMs, receivedAtMs);
    this.#appendRows(frame, status);
    this.#end(start);
  }

  /** Appends a frame with the market's status alone. */
  appendStatus(marketIndex: number, status: MarketStatusCode, timeMs: EpochMs): void {
    const start = this.#begin(marketIndex, timeMs, timeMs);
    this.#row(RowKind.Status, 0, 0, status, 0);
    this.#end(start);
  }

  #begin(marketIndex: number, exchangeTimeMs: EpochMs, receivedAtMs: EpochMs): number {
    this.#market = marketIndex;
    this.#exchangeTimeMs = exchangeTimeMs;
    this.#kernelTimeMs = Math.max(this.#kernelTimeMs, exchangeTimeMs, receivedAtMs);
    return this.#batch.length;
  }

  #end(start: number): void {
    const last = this.#batch.length - 1;
    if (last < start) return;
    this.#batch.flags[last] = (this.#batch.flags[last] ?? 0) | RowFlag.FrameEnd;
  }

  #appendRows(frame: FeedFrame, status: MarketStatusCode): void {
    switch (frame.kind) {
      case "book": {
        const flags = flagsOf(frame.token);
        this.#row(RowKind.BookStart, 0, flags, 0, 0);
        for (const { price, size } of frame.bids) {
          this.#row(RowKind.Level, RowSide.Bid, flags, price, size);
        }
        for (const { price, size } of frame.asks) {
          this.#row(RowKind.Level, RowSide.Ask, flags, price, size);
        }
        return;
      }
      case "price_change":
        return this.#changes(frame.changes);
      case "last_trade_price": {
        const side = frame.side === "BUY" ? RowSide.TakerBuys : RowSide.TakerSells;
        return this.#row(RowKind.Trade, side, flagsOf(frame.token), frame.price, frame.size);
      }
      case "tick_size_change":
        return this.#row(RowKind.TickSize, 0, 0, frame.newTickSize, 0);
      case "best_bid_ask":
        return this.#best(frame.token, frame.bestBid, frame.bestAsk);
      case "market_resolved":
        return this.#row(RowKind.Status, 0, 0, status, 0);
      case "new_market":
        return;
    }
  }

  #changes(changes: Extract<FeedFrame, { readonly kind: "price_change" }>["changes"]): void {
    for (const { token, side, price, size } of changes) {
      const rowSide = side === "BUY" ? RowSide.Bid : RowSide.Ask;
      this.#row(RowKind.Level, rowSide, flagsOf(token), price, size);
    }
    // The venue repeats its best prices with each entry; the last of each token counts.
    for (const token of [0, 1] as const) {
      const last = changes.findLast((change) => change.token === token);
      if (last !== undefined) this.#best(token, last.bestBid, last.bestAsk);
    }
  }

  #best(token: TokenIndex, bestBid: PriceUnits, bestAsk: PriceUnits): void {
    const flags = flagsOf(token);
    this.#row(RowKind.BestPrice, RowSide.Bid, flags, bestBid, 0);
    this.#row(RowKind.BestPrice, RowSide.Ask, flags, bestAsk, 0);
  }

  #row(kind: RowKind, side: number, flags: number, price: PriceUnits, size: MicroShares): void {
    const batch = this.#batch;
    const row = batch.length;
    if (row >= batch.kind.length) {
      throw new RangeError("expected room for a frame in the batch; look at hasRoom before");
    }
    batch.timeMs[row] = this.#kernelTimeMs;
    batch.exchangeTimeMs[row] = this.#exchangeTimeMs;
    batch.market[row] = this.#market;
    batch.kind[row] = kind;
    batch.side[row] = side;
    batch.flags[row] = flags;
    batch.price[row] = price;
    batch.size[row] = size;
    batch.length = row + 1;
  }
}

function flagsOf(token: TokenIndex): number {
  return token === 1 ? RowFlag.SecondToken : 0;
}
