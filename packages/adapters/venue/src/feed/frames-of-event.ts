import { complementPrice } from "@polytraders/core";
import type { ExchangeEvent, LevelChange } from "../exchange/exchange-event.ts";
import type { ListedMarket } from "../exchange/exchange.ts";
import type { TokenIndex } from "../market/venue-market.ts";
import type { FeedFrame, PriceChange } from "./feed-frame.ts";
import { tokenBestOf, tokenLevelsOf } from "./token-book.ts";

export const TOKENS: readonly TokenIndex[] = [0, 1];

type BookFrame = Extract<FeedFrame, { readonly kind: "book" }>;
type EventOf<Kind extends ExchangeEvent["kind"]> = Extract<ExchangeEvent, { readonly kind: Kind }>;

/** A whole book of one token, as it is now. */
export function bookFrameOf(market: ListedMarket, token: TokenIndex, timeMs: number): BookFrame {
  const { conditionId } = market.terms;
  return { kind: "book", conditionId, token, timeMs, ...tokenLevelsOf(market.book, token) };
}

/** One operation's changes on both tokens, with the best prices after it. */
export function priceChangeFrameOf(
  market: ListedMarket,
  { conditionId, timeMs, changes }: EventOf<"book_changed">,
): FeedFrame {
  const first = tokenBestOf(market.book, 0);
  const second = tokenBestOf(market.book, 1);
  const entries: PriceChange[] = [];
  for (const change of changes) {
    entries.push({ ...entryOf(change, 0), ...first }, { ...entryOf(change, 1), ...second });
  }
  return { kind: "price_change", conditionId, timeMs, changes: entries };
}

/** A trade as the feed tells it: from its taker's side. */
export function tradeFrameOf({ trade, timeMs }: EventOf<"trade_matched">): FeedFrame {
  const { conditionId, token, price, size, side, tradeId } = trade;
  return { kind: "last_trade_price", conditionId, timeMs, token, price, size, side, tradeId };
}

function entryOf(
  { bookSide, bookPrice, size }: LevelChange,
  token: TokenIndex,
): Pick<PriceChange, "token" | "price" | "size" | "side"> {
  const isBid = (bookSide === 0) === (token === 0);
  const price = token === 0 ? bookPrice : complementPrice(bookPrice);
  return { token, price, size, side: isBid ? "BUY" : "SELL" };
}
