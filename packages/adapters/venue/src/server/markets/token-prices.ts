import { complementPrice, formatPrice, priceUsd, type PriceUnits } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import { tokenBestOf } from "../../feed/token-book.ts";
import type { TokenIndex } from "../../market/venue-market.ts";
import type { TokenPlace } from "./find-market.ts";

/** Half a price unit more digits than a price: a midpoint may lie between two ticks. */
function formatHalfUnits(halfUnits: number): string {
  return String(Number((halfUnits / 20_000).toFixed(5)));
}

/** Midpoint of a token in half price units; `null` unless both sides are present. */
export function midHalfUnits({ market, token }: TokenPlace): number | null {
  const { bestBid, bestAsk } = tokenBestOf(market.book, token);
  return bestBid === 0 || bestAsk === 0 ? null : bestBid + bestAsk;
}

/** Midpoint as the venue writes it, `"0.5"` without one. */
export function midText(place: TokenPlace): string {
  const mid = midHalfUnits(place);
  return mid === null ? "0.5" : formatHalfUnits(mid);
}

/** Best bid for `BUY`, best ask for `SELL`; `"0"` and `"1"` when that side is empty. */
export function bestPriceText({ market, token }: TokenPlace, side: "BUY" | "SELL"): string {
  const { bestBid, bestAsk } = tokenBestOf(market.book, token);
  if (side === "BUY") return formatPrice(bestBid);
  return bestAsk === 0 ? "1" : formatPrice(bestAsk);
}

/** Best ask less best bid; an empty side counts as 0 or 1. */
export function spreadText({ market, token }: TokenPlace): string {
  const { bestBid, bestAsk } = tokenBestOf(market.book, token);
  return formatPrice((bestAsk === 0 ? 10_000 : bestAsk) - bestBid);
}

/** Last traded price on the token's own view, `null` when the market has never traded. */
export function lastPriceOf({ state }: ListedMarket, token: TokenIndex): PriceUnits | null {
  const price = state.lastTradePrice;
  if (price === null) return null;
  return token === 0 ? price : complementPrice(price);
}

/** Side of the last taker on the token's own view. */
export function lastSideOf({ state }: ListedMarket, token: TokenIndex): "BUY" | "SELL" | "" {
  const side = state.lastTradeSide;
  if (side === null) return "";
  if (token === 0) return side;
  return side === "BUY" ? "SELL" : "BUY";
}

/**
 * What a token is worth in dollars, for listings: its payout once that is final, else its midpoint,
 * its last price, or one half.
 */
export function displayPriceUsd(market: ListedMarket, token: TokenIndex): number {
  const { payouts } = market.state;
  if (payouts !== null) return priceUsd(payouts[token]);
  const mid = midHalfUnits({ market, token });
  if (mid !== null) return Number((mid / 20_000).toFixed(5));
  const last = lastPriceOf(market, token);
  return last === null ? 0.5 : priceUsd(last);
}
