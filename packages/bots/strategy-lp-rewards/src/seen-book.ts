import {
  complementPrice,
  MICRO,
  PRICE_UNITS_PER_USD,
  type BookLevel,
  type MicroShares,
  type OpenOrders,
  type OrderBookView,
  type PriceUnits,
} from "@polytraders/core";
import { adjustedMid } from "@polytraders/quant";

/** Index of a token in its market: 0 for YES, 1 for NO. */
export type TokenIndex = 0 | 1;

/** Levels of a side that are looked at; no reward band reaches farther. */
const LEVELS_MAX = 256;

/** A market's book as the others make it: our own orders are taken off. */
export interface SeenBook {
  /** Bids of either token, best first. */
  readonly bids: readonly [yes: readonly BookLevel[], no: readonly BookLevel[]];
  /** Midpoint of YES from the best levels of any size, USD. */
  readonly mid: number;
  /** Midpoint of YES from the best levels of rewarded size; the plain one where a side has none. */
  readonly rewardMid: number;
  readonly tickSize: PriceUnits;
}

/** Where a book and our part of it are read. */
export interface BookSource {
  readonly index: number;
  readonly book: OrderBookView;
  readonly complementBook: OrderBookView;
  readonly openOrders: Pick<OpenOrders, "restingSize">;
}

/**
 * Reads a book without our own orders, so that a quote never follows itself.
 *
 * @param sizeMin - smallest size that counts for the reward midpoint
 * @returns `null` for a book without a sound midpoint: a gap, an empty side, or sides that cross
 */
export function readBook(source: BookSource, sizeMin: MicroShares): SeenBook | null {
  const { book, complementBook } = source;
  if (!book.isProven || book.state !== "normal") return null;
  const yes = othersBids(source, book, 0);
  const no = othersBids(source, complementBook, 1);
  const [bestYes] = yes;
  const [bestNo] = no;
  if (bestYes === undefined || bestNo === undefined) return null;
  const bestAsk = complementPrice(bestNo.price);
  const mid = (bestYes.price + bestAsk) / (2 * PRICE_UNITS_PER_USD);
  const asks = no.map(({ price, size }) => ({ price: complementPrice(price), size }));
  const adjusted = adjustedMid(yes.map(inUsd), asks.map(inUsd), sizeMin / MICRO).mid;
  return { bids: [yes, no], mid, rewardMid: adjusted ?? mid, tickSize: book.tickSize };
}

/** Midpoint of a token, USD. */
export function midOf(midUsd: number, token: TokenIndex): number {
  return token === 0 ? midUsd : 1 - midUsd;
}

function othersBids(source: BookSource, view: OrderBookView, token: TokenIndex): BookLevel[] {
  const levels = view.levels("bid", LEVELS_MAX);
  const left: BookLevel[] = [];
  for (const level of levels) {
    const own = ownSize(source, token, level.price);
    if (own === 0) left.push(level);
    else if (level.size > own) left.push({ price: level.price, size: level.size - own });
  }
  return left;
}

function ownSize(
  { openOrders, index }: BookSource,
  token: TokenIndex,
  price: PriceUnits,
): MicroShares {
  return token === 0
    ? openOrders.restingSize(index, "bid", price)
    : openOrders.restingSize(index, "ask", complementPrice(price));
}

function inUsd({ price, size }: BookLevel): { readonly price: number; readonly size: number } {
  return { price: price / PRICE_UNITS_PER_USD, size: size / MICRO };
}
