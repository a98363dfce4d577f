import {
  complementPrice,
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type MicroShares,
  type OpenOrder,
  type OrderBookView,
  type OrderIntent,
  type PriceUnits,
  type VoteConstraints,
} from "@polytraders/core";
import type { Parameters, ReasonCode } from "./contract.gen.ts";

/** One of our open orders that an intent could meet. */
export type OwnOrder = Pick<OpenOrder, "orderId" | "tokenId" | "side" | "price">;

/** What an intent says, as far as meeting our own orders goes. */
export type CrossingIntent = Pick<OrderIntent, "tokenId" | "side" | "price" | "isPostOnly">;

/** What a look at our own orders found. */
export interface OverlapFinding {
  readonly reasonCode: ReasonCode;
  readonly constraints: VoteConstraints | null;
  /** Our order that would be met first, priced on the view of the intent's token. */
  readonly own: { readonly orderId: string; readonly price: PriceUnits } | null;
  /** What others show before it; 0 when nobody can tell. */
  readonly othersBefore: MicroShares;
}

/** What stands against every order of a market of which nothing is known. */
export const UNKNOWN_MARKET: OverlapFinding = {
  reasonCode: "RISK_STALE_MARKET_DATA",
  constraints: null,
  own: null,
  othersBefore: 0,
};

/**
 * Judges whether an order would trade with one of ours.
 *
 * @param ownOrders - our open orders of the market, both tokens
 * @param book - the book on the view of the intent's token
 */
export function judgeOverlap(
  intent: CrossingIntent,
  ownOrders: readonly OwnOrder[],
  book: Pick<OrderBookView, "isProven" | "tickSize" | "levels">,
  { overlapMode, priceGapTicks }: Parameters,
): OverlapFinding {
  const own = nearestOpposite(intent, ownOrders);
  const isBuy = intent.side === "BUY";
  const isReached = own !== null && (isBuy ? intent.price >= own.price : intent.price <= own.price);
  if (own === null || !isReached) {
    return { reasonCode: "RISK_SELF_TRADE_CLEAR", constraints: null, own, othersBefore: 0 };
  }
  const gap = priceGapTicks * book.tickSize;
  const bound = isBuy ? own.price - gap : own.price + gap;
  const othersBefore = book.isProven ? sizeUpTo(book, intent.side, bound) : 0;
  const isRefused = intent.isPostOnly || overlapMode === "reject" || othersBefore === 0;
  if (isRefused) return { reasonCode: "RISK_SELF_TRADE", constraints: null, own, othersBefore };
  return {
    reasonCode: "RISK_SELF_TRADE_DOWNSIZED",
    constraints: limitsBefore(intent, bound, othersBefore),
    own,
    othersBefore,
  };
}

/**
 * Our order on the other side with the best price, on the view of the intent's token: a buy of the
 * other token at `p` is an ask at `1 - p`, because the two match by minting a pair.
 */
function nearestOpposite(
  { tokenId, side }: CrossingIntent,
  ownOrders: readonly OwnOrder[],
): OverlapFinding["own"] {
  let nearest: OverlapFinding["own"] = null;
  for (const order of ownOrders) {
    const isSameToken = order.tokenId === tokenId;
    const isOpposite = isSameToken ? order.side !== side : order.side === side;
    if (!isOpposite) continue;
    const price = isSameToken ? order.price : complementPrice(order.price);
    const isNearer =
      nearest === null || (side === "BUY" ? price < nearest.price : price > nearest.price);
    if (isNearer) nearest = { orderId: order.orderId, price };
  }
  return nearest;
}

function sizeUpTo(
  book: Pick<OrderBookView, "levels">,
  side: OrderIntent["side"],
  bound: PriceUnits,
): MicroShares {
  let size = 0;
  for (const level of book.levels(side === "BUY" ? "ask" : "bid")) {
    if (side === "BUY" ? level.price > bound : level.price < bound) break;
    size += level.size;
  }
  return size;
}

/** The order ends at the bound; its notional counts at the limit that it will have. */
function limitsBefore(
  { side, price }: CrossingIntent,
  bound: PriceUnits,
  othersBefore: MicroShares,
): VoteConstraints {
  const limit = side === "BUY" ? Math.min(price, bound) : Math.max(price, bound);
  const notionalMicroUsdMax = notionalMicroUsd(limit, othersBefore, "down");
  return side === "BUY"
    ? { priceMax: Math.max(1, limit), notionalMicroUsdMax }
    : { priceMin: Math.min(PRICE_UNITS_PER_USD - 1, limit), notionalMicroUsdMax };
}
