import { complementPrice, type MicroShares, type PriceUnits } from "@polytraders/core";
import type { TokenIndex } from "./seen-book.ts";

/**
 * Side of the score that an order stands on: 0 for bids on YES and offers of NO, 1 for the others.
 * A market has at most one quote on each.
 */
export type ScoreSide = 0 | 1;

/** An order that should rest. */
export interface WantedQuote {
  readonly scoreSide: ScoreSide;
  readonly token: TokenIndex;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly sizeMin: MicroShares;
  /** Most that jitter may make of it. */
  readonly sizeMax: MicroShares;
}

export function scoreSideOf(token: TokenIndex, side: "BUY" | "SELL"): ScoreSide {
  return (token === 0) === (side === "BUY") ? 0 : 1;
}

/** The other of two sides, or of two tokens. */
export function otherSide(side: 0 | 1): 0 | 1 {
  return side === 0 ? 1 : 0;
}

/** The bid that an order amounts to: an offer of NO at 0.40 is a bid for YES at 0.60. */
export function bidPriceOf({
  side,
  price,
}: {
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
}): PriceUnits {
  return side === "BUY" ? price : complementPrice(price);
}
