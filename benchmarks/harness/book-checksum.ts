import type { MarketState } from "@polytraders/core";

/** Best prices and sizes of every market at the end of a run, as one text. */
export function checksumOf(markets: readonly MarketState[]): string {
  let prices = 0;
  let sizes = 0;
  for (const { firstView } of markets) {
    prices += firstView.bestBidPrice + firstView.bestAskPrice;
    sizes += firstView.bestBidSize + firstView.bestAskSize;
  }
  return `${prices}/${sizes}`;
}
