import {
  approve,
  notionalMicroUsd,
  reject,
  reshape,
  type OrderBookView,
  type OrderIntent,
  type VoteConstraints,
  type VoteDecision,
} from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** The book as an order sees it, from its own token. */
export interface BookSeen {
  readonly book: OrderBookView;
  /** Age of the newest message; infinite before the first. */
  readonly bookAgeMs: number;
  /** Median of the spreads so far, price units; `null` while too few are known. */
  readonly medianSpread: number | null;
  readonly minimumOrderSize: number;
}

/** Smallest step of size: 0.01 share. */
const LOT_MICRO_SHARES = 10_000;
const SHARE_UNIT = 1_000_000;

/**
 * Judges what an order would take from the book. An order that cannot trade at once takes nothing;
 * one that only reduces a position is not held back for want of liquidity.
 */
export function judgeLiquidity(
  intent: OrderIntent,
  seen: BookSeen,
  parameters: Parameters,
): VoteDecision<Types> {
  const { book, bookAgeMs, medianSpread, minimumOrderSize } = seen;
  if (!book.isProven || !(bookAgeMs <= parameters.orderBookAgeMsMax)) {
    return reject("RISK_STALE_BOOK");
  }
  const [best, bestSize] =
    intent.side === "BUY"
      ? [book.bestAskPrice, book.bestAskSize]
      : [book.bestBidPrice, book.bestBidSize];
  const isTaking = best > 0 && !intent.isPostOnly && crosses(intent, best);
  const isImmediate = intent.timeInForce === "FOK" || intent.timeInForce === "FAK";
  if (intent.isReduceOnly || (!isTaking && !isImmediate)) return approve("RISK_LIQUIDITY_OK");
  if (!isTaking || notionalMicroUsd(best, bestSize, "down") < parameters.topOfBookMicroUsdMin) {
    return reject("RISK_LIQUIDITY_INSUFFICIENT");
  }
  const spread = book.spread();
  if (
    spread !== null &&
    medianSpread !== null &&
    spread > parameters.spreadMultipleMax * medianSpread
  ) {
    return reshape("RISK_SPREAD_TOO_WIDE", {
      passiveOnly: true,
      ...behind(intent, best, book.tickSize),
    });
  }
  const allowed = shareOf(visibleSize(intent, book), parameters.depthShareMax);
  if (intent.size <= allowed) return approve("RISK_LIQUIDITY_OK");
  if (allowed < minimumOrderSize || allowed === 0) return reject("RISK_LIQUIDITY_INSUFFICIENT");
  const notionalMicroUsdMax = notionalMicroUsd(intent.price, allowed, "down");
  return reshape("RISK_INSUFFICIENT_VISIBLE_DEPTH", { notionalMicroUsdMax });
}

function crosses({ side, price }: OrderIntent, opposite: number): boolean {
  return side === "BUY" ? price >= opposite : price <= opposite;
}

/** The price nearest to the other side at which an order still rests. */
function behind({ side }: OrderIntent, best: number, tick: number): VoteConstraints {
  if (side === "BUY") return best > tick ? { priceMax: best - tick } : {};
  return best + tick < 10_000 ? { priceMin: best + tick } : {};
}

/** Shares on the other side that the order could take within its limit. */
function visibleSize(intent: OrderIntent, book: OrderBookView): number {
  let size = 0;
  for (const level of book.levels(intent.side === "BUY" ? "ask" : "bid")) {
    if (!crosses(intent, level.price)) break;
    size += level.size;
  }
  return size;
}

/** A share of a size in whole lots, rounded down; exact. */
function shareOf(sizeMicroShares: number, share: number): number {
  const part =
    (BigInt(sizeMicroShares) * BigInt(Math.round(share * SHARE_UNIT))) / BigInt(SHARE_UNIT);
  return Math.floor(Number(part) / LOT_MICRO_SHARES) * LOT_MICRO_SHARES;
}
