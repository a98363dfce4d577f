import type { OrderBookSnapshot } from "../contracts/order-book-snapshot.ts";
import type { FrameApplied } from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";

/** A fresh, immutable top of book after a frame, on the view of the market's first token. */
export function snapshotOf(market: MarketState, event: FrameApplied): OrderBookSnapshot {
  const book = market.firstView;
  return {
    schemaVersion: 1,
    marketId: market.definition.marketId,
    marketIndex: market.index,
    tokenId: book.tokenId,
    bestBidPrice: book.bestBidPrice,
    bestBidSize: book.bestBidSize,
    bestAskPrice: book.bestAskPrice,
    bestAskSize: book.bestAskSize,
    tickSize: book.tickSize,
    state: book.state,
    isProven: book.isProven,
    exchangeTimeMs: event.exchangeTimeMs,
    timeMs: event.timeMs,
    eventSequence: event.sequence,
  };
}
