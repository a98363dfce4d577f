import {
  notionalMicroUsd,
  type MicroUsd,
  type OrderBookView,
  type OwnOrders,
} from "@polytraders/core";

/** What of a book's best levels is ours. */
export interface InsideHoldings {
  readonly ownMicroUsd: MicroUsd;
  /** Our share of the size at the best bid and ask, 0 to 1. */
  readonly ownShare: number;
}

const NOTHING: InsideHoldings = { ownMicroUsd: 0, ownShare: 0 };

/** Our notional and share at the best levels: our own cancels must not read as decay. */
export function insideHoldings(book: OrderBookView, ownOrders: OwnOrders): InsideHoldings {
  const { marketIndex, bestBidPrice, bestAskPrice, bestBidSize, bestAskSize } = book;
  const bid = Math.min(ownOrders.restingSize(marketIndex, "bid", bestBidPrice), bestBidSize);
  const ask = Math.min(ownOrders.restingSize(marketIndex, "ask", bestAskPrice), bestAskSize);
  if (bid + ask === 0) return NOTHING;
  return {
    ownMicroUsd: notionalMicroUsd(bestBidPrice, bid) + notionalMicroUsd(bestAskPrice, ask),
    ownShare: (bid + ask) / (bestBidSize + bestAskSize),
  };
}
