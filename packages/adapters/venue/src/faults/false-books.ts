import {
  complementPrice,
  PRICE_UNITS_PER_USD,
  type BookLevel,
  type EpochMs,
} from "@polytraders/core";
import type { ListedMarket } from "../exchange/exchange.ts";
import type { FeedFrame } from "../feed/feed-frame.ts";
import { bookFrameOf, TOKENS } from "../feed/frames-of-event.ts";

/** Levels of the first token's view, best first. */
interface Levels {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** Books of both tokens as they are. */
export function trueBooks(market: ListedMarket, timeMs: EpochMs): readonly FeedFrame[] {
  return TOKENS.map((token) => bookFrameOf(market, token, timeMs));
}

/** Books of both tokens without one side of the first; none when that side is empty anyway. */
export function oneSidedBooks(
  market: ListedMarket,
  timeMs: EpochMs,
  missing: "bids" | "asks",
): readonly FeedFrame[] {
  const levels = bookFrameOf(market, 0, timeMs);
  if (levels[missing].length === 0) return [];
  return bothTokens(market, timeMs, { ...levels, [missing]: [] });
}

/** Books of both tokens with a bid above the best ask; none when a side is empty. */
export function crossedBooks(
  market: ListedMarket,
  timeMs: EpochMs,
  crossTicks: number,
): readonly FeedFrame[] {
  const { bids, asks } = bookFrameOf(market, 0, timeMs);
  const [bestBid] = bids;
  const [bestAsk] = asks;
  if (bestBid === undefined || bestAsk === undefined) return [];
  const { tickSize } = market.state;
  const price = Math.min(bestAsk.price + crossTicks * tickSize, PRICE_UNITS_PER_USD - tickSize);
  return bothTokens(market, timeMs, { bids: [{ price, size: bestBid.size }, ...bids], asks });
}

function bothTokens(
  { terms: { conditionId } }: ListedMarket,
  timeMs: EpochMs,
  { bids, asks }: Levels,
): readonly FeedFrame[] {
  return [
    { kind: "book", conditionId, timeMs, token: 0, bids, asks },
    { kind: "book", conditionId, timeMs, token: 1, bids: mirrored(asks), asks: mirrored(bids) },
  ];
}

function mirrored(levels: readonly BookLevel[]): BookLevel[] {
  return levels.map(({ price, size }) => ({ price: complementPrice(price), size }));
}
