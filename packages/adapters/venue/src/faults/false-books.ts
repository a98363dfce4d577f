import {
  complementPrice,
  PRICE_UNITS_PER_USD,
  type BookLevel,
  type EpochMs,
} from "@polytraders/core";
import type { ListedMarket } from "../exchange/exchange.ts";
import type { FeedFrame } from "../feed/feed-frame.ts";
import { bookFrameOf, TOKENS } from "../feed/frames-of-event.ts";
import type { ArmedFault } from "./armed-fault.ts";
import type { FaultEntryOf } from "./fault-plan.ts";

/** Levels of the first token's view, best first. */
interface Levels {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** Books of both tokens as they are. */
export function trueBooks(market: ListedMarket, timeMs: EpochMs): readonly FeedFrame[] {
  return TOKENS.map((token) => bookFrameOf(market, token, timeMs));
}

/** An entry that shows books as they are not. */
export type BookFaultEntry = FaultEntryOf<"book_one_sided" | "book_crossed">;

type BookFrame = Extract<FeedFrame, { readonly kind: "book" }>;

/** What an entry shows of a market, first token first; none when it could not be told from the truth. */
export function falseBooksOf(
  fault: ArmedFault,
  entry: BookFaultEntry,
  market: ListedMarket,
  timeMs: EpochMs,
): readonly BookFrame[] {
  if (entry.kind === "book_crossed") return crossedBooks(market, timeMs, entry.crossTicks);
  const { missing } = entry;
  const either = fault.random.next() < 0.5 ? "bids" : "asks";
  return oneSidedBooks(market, timeMs, missing === "either" ? either : missing);
}

/** Books of both tokens without one side of the first; none when that side is empty anyway. */
function oneSidedBooks(
  market: ListedMarket,
  timeMs: EpochMs,
  missing: "bids" | "asks",
): readonly BookFrame[] {
  const levels = bookFrameOf(market, 0, timeMs);
  if (levels[missing].length === 0) return [];
  return bothTokens(market, timeMs, { ...levels, [missing]: [] });
}

/** Books of both tokens with a bid above the best ask; none when a side is empty. */
function crossedBooks(
  market: ListedMarket,
  timeMs: EpochMs,
  crossTicks: number,
): readonly BookFrame[] {
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
): readonly BookFrame[] {
  return [
    { kind: "book", conditionId, timeMs, token: 0, bids, asks },
    { kind: "book", conditionId, timeMs, token: 1, bids: mirrored(asks), asks: mirrored(bids) },
  ];
}

function mirrored(levels: readonly BookLevel[]): BookLevel[] {
  return levels.map(({ price, size }) => ({ price: complementPrice(price), size }));
}
