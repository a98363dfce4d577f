/** A price that holds from a time on. */
export interface PriceAt {
  readonly timeMs: number;
  readonly price: number;
}

/** What a buy saw and what it met. Prices in USD per share; `null` before the path begins. */
export interface ArrivalPrice {
  readonly matchTimeMs: number;
  readonly seenPrice: number | null;
  readonly matchPrice: number | null;
  /** What the delay cost per share; negative when the price came down. */
  readonly latencyCostPerShare: number | null;
}

/**
 * A buy meets the book as of its match time: send + latency + the market's taker delay.
 *
 * @param bestAsks - best ask over time, ascending
 */
export function arrivalPrice(
  bestAsks: readonly PriceAt[],
  order: {
    readonly sendTimeMs: number;
    readonly latencyMs: number;
    readonly takerDelayMs: number;
  },
): ArrivalPrice {
  const priceAt = (atMs: number): number | null =>
    bestAsks.findLast(({ timeMs }) => timeMs <= atMs)?.price ?? null;
  const matchTimeMs = order.sendTimeMs + order.latencyMs + order.takerDelayMs;
  const seenPrice = priceAt(order.sendTimeMs);
  const matchPrice = priceAt(matchTimeMs);
  const latencyCostPerShare =
    seenPrice === null || matchPrice === null ? null : matchPrice - seenPrice;
  return { matchTimeMs, seenPrice, matchPrice, latencyCostPerShare };
}
