import type { BookLevel } from "../book-walk/walk-book.ts";

/** Best levels large enough to count, and their midpoint; `null` where a side has none. */
export interface AdjustedMid {
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  readonly mid: number | null;
}

/**
 * The midpoint of the best levels that show at least the market's minimum size. The venue does not
 * publish how it adjusts its midpoint, so scores built on this one are estimates.
 */
export function adjustedMid(
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
  sizeSharesMin: number,
): AdjustedMid {
  const pricesOf = (levels: readonly BookLevel[]): number[] =>
    levels.filter(({ size }) => size >= sizeSharesMin).map(({ price }) => price);
  const bidPrices = pricesOf(bids);
  const askPrices = pricesOf(asks);
  const bestBid = bidPrices.length > 0 ? Math.max(...bidPrices) : null;
  const bestAsk = askPrices.length > 0 ? Math.min(...askPrices) : null;
  const mid = bestBid === null || bestAsk === null ? null : (bestBid + bestAsk) / 2;
  return { bestBid, bestAsk, mid };
}
