import type { BookLevel, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import type { TokenIndex } from "../market/venue-market.ts";

/** Side of the unified book, on the view of the first token: 0 bids, 1 asks. */
export type BookSide = 0 | 1;

/** How two orders became a trade. */
export type MatchKind =
  /** Shares change hands. */
  | "swap"
  /** Two buyers of opposite tokens pay one dollar together for a new pair. */
  | "mint"
  /** Two sellers of opposite tokens give a pair back for one dollar together. */
  | "merge";

/** An order as the book sees it. Prices are on the view of the first token. */
export interface IncomingOrder {
  /** The exchange's number of the order, 0 or more; comes back in every fill. */
  readonly orderIndex: number;
  /** The exchange's number of the account, for self-trade prevention. */
  readonly accountIndex: number;
  /** The token the order names; with `bookSide` it decides between swap, mint and merge. */
  readonly token: TokenIndex;
  /** BUY of the first token and SELL of the second are bids. */
  readonly bookSide: BookSide;
  /** Limit on the view of the first token. */
  readonly bookPrice: PriceUnits;
  /**
   * Shares wanted. With a budget the least shares that were signed for, which decides nothing here:
   * a market buy whose price improves gets more shares for the same money.
   */
  readonly size: MicroShares;
  /**
   * Money a market buy spends before fees; `null` for orders limited by shares. Only for buys with FAK
   * or FOK. Each fill takes its notional, rounded up to a whole micro-pUSD, so a FOK that fills
   * spends all of it and nothing spends more.
   */
  readonly budgetMicroUsd: MicroUsd | null;
  readonly timeInForce: "GTC" | "GTD" | "FOK" | "FAK";
  readonly isPostOnly: boolean;
}

/** What happens to an order that would trade with one of its own account. */
export type SelfTradePrevention =
  /** The resting order is cancelled and matching goes on (default). */
  | "cancel_resting"
  /** What is left of the incoming order is cancelled. */
  | "cancel_incoming";

/** Hears what an operation does, in order, while it happens. Must not call back into the book. */
export interface BookListener {
  /**
   * An incoming or replayed taker met a resting order.
   *
   * @param makerIndex - `orderIndex` of the resting order, -1 for recorded liquidity
   * @param takerIndex - `orderIndex` of the taker, -1 for a recorded taker
   * @param bookPrice - the maker's price on the view of the first token
   */
  matched(makerIndex: number, takerIndex: number, size: MicroShares, bookPrice: PriceUnits): void;
  /** A resting order was cancelled by self-trade prevention. */
  selfTradePrevented(orderIndex: number): void;
  /**
   * A level's displayed total is now `size`; 0 when it is gone. Comes once for each level that an
   * operation touches, after the fills on it.
   */
  levelChanged(bookSide: BookSide, bookPrice: PriceUnits, size: MicroShares): void;
}

/** How an incoming order ended. */
export type SubmitOutcome =
  /** What was not matched rests. */
  | "resting"
  /** Filled as far as it will ever be. */
  | "done"
  /** Refused without touching the book: a post-only order would have matched, whoever's order. */
  | "crosses"
  /** Refused without touching the book: a FOK that cannot be filled whole by other accounts. */
  | "unfillable"
  /** Refused without touching the book: a FAK that meets nothing, or nobody else's orders. */
  | "unmatched"
  /** Cut short because the rest would have traded with its own account. */
  | "self_trade";

/** What {@link MarketBook.submit} says about the order. */
export interface SubmitResult {
  readonly outcome: SubmitOutcome;
  readonly filledSize: MicroShares;
  /** Resting size, 0 unless `resting`. */
  readonly restingSize: MicroShares;
}

/**
 * One condition's liquidity: either live orders of both tokens in one unified book, or a recorded
 * book with our orders inside. Never fills more than it displays.
 */
export interface MarketBook {
  submit(order: IncomingOrder): SubmitResult;
  /** Takes a resting order out; answers its open size, 0 when it was not resting. */
  cancel(orderIndex: number): MicroShares;
  /** Open size of a resting order, 0 when it is not resting. */
  openSize(orderIndex: number): MicroShares;
  /** Shares displayed ahead of a resting order at its price: what must trade or leave before it. */
  sizeAhead(orderIndex: number): MicroShares;
  /** Every resting order, bids then asks, best price first, oldest first within a price. */
  restingOrders(): readonly number[];
  /** Best price of a side on the view of the first token, 0 when that side is empty. */
  bestPrice(bookSide: BookSide): PriceUnits;
  sizeAt(bookSide: BookSide, bookPrice: PriceUnits): MicroShares;
  /** Levels of a side on the view of the first token, best first. */
  levels(bookSide: BookSide, limit?: number): BookLevel[];
  /** New tick size; what rests between the new ticks stays. */
  setTickSize(tickSize: PriceUnits): void;
}

/** Swap, mint or merge, from what each side does with which token. */
export function matchKindOf(
  taker: { readonly token: TokenIndex; readonly isBuy: boolean },
  maker: { readonly token: TokenIndex; readonly isBuy: boolean },
): MatchKind {
  if (taker.token === maker.token) return "swap";
  return taker.isBuy ? "mint" : "merge";
}
