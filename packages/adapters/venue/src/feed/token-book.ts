import {
  complementPrice,
  formatPrice,
  formatShares,
  venueBookHash,
  type BookLevel,
  type EpochMs,
  type PriceUnits,
  type VenueBook,
} from "@polytraders/core";
import type { ListedMarket } from "../exchange/exchange.ts";
import type { MarketBook } from "../matching/market-book.ts";
import type { TokenIndex } from "../market/venue-market.ts";

/** Both sides of one token's view, best price first. */
export interface TokenLevels {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** A token's book as the venue's REST interface answers it, with its hash. */
export interface HashedVenueBook extends VenueBook {
  readonly hash: string;
}

/** What one token shows of its market's unified book. */
export function tokenLevelsOf(book: MarketBook, token: TokenIndex): TokenLevels {
  if (token === 0) return { bids: book.levels(0), asks: book.levels(1) };
  return { bids: mirrored(book.levels(1)), asks: mirrored(book.levels(0)) };
}

/** Best prices of one token's view, 0 for an empty side. */
export function tokenBestOf(
  book: MarketBook,
  token: TokenIndex,
): { readonly bestBid: PriceUnits; readonly bestAsk: PriceUnits } {
  const bid = book.bestPrice(0);
  const ask = book.bestPrice(1);
  return token === 0
    ? { bestBid: bid, bestAsk: ask }
    : { bestBid: complementOrNone(ask), bestAsk: complementOrNone(bid) };
}

/** The complement of a best price; none stays none. */
function complementOrNone(price: PriceUnits): PriceUnits {
  return price === 0 ? 0 : complementPrice(price);
}

/**
 * A token's book in the venue's own words: bids ascend, asks descend, the hash is the one that its
 * official clients compute.
 *
 * @param levels - what to show; by default what the market's book shows now
 */
export function venueBookOf(
  market: ListedMarket,
  token: TokenIndex,
  timeMs: EpochMs,
  levels: TokenLevels = tokenLevelsOf(market.book, token),
): HashedVenueBook {
  const { terms, state } = market;
  const book: VenueBook = {
    market: terms.conditionId,
    asset_id: terms.tokenIds[token],
    timestamp: String(timeMs),
    bids: worstFirst(levels.bids),
    asks: worstFirst(levels.asks),
    min_order_size: formatShares(terms.minimumOrderSize),
    tick_size: formatPrice(state.tickSize),
    neg_risk: terms.negRiskSetId !== null,
    last_trade_price: lastTradePriceOf(market, token),
  };
  return { ...book, hash: venueBookHash(book) };
}

/** `""` while the market has never traded. */
export function lastTradePriceOf({ state }: ListedMarket, token: TokenIndex): string {
  const price = state.lastTradePrice;
  if (price === null) return "";
  return formatPrice(token === 0 ? price : complementPrice(price));
}

function mirrored(levels: readonly BookLevel[]): BookLevel[] {
  return levels.map(({ price, size }) => ({ price: complementPrice(price), size }));
}

function worstFirst(levels: readonly BookLevel[]): VenueBook["bids"] {
  return levels
    .map(({ price, size }) => ({ price: formatPrice(price), size: formatShares(size) }))
    .toReversed();
}
