import { complementPrice, type PriceUnits } from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";
import type { TokenIndex } from "../market/venue-market.ts";
import type { OrderSide } from "./order-request.ts";

/** Where an order stands in the unified book: a sale of one token is a bid for the other. */
export function bookPlaceOf(
  token: TokenIndex,
  side: OrderSide,
  price: PriceUnits,
): { readonly bookSide: BookSide; readonly bookPrice: PriceUnits } {
  return {
    bookSide: (token === 0) === (side === "BUY") ? 0 : 1,
    bookPrice: token === 0 ? price : complementPrice(price),
  };
}

/** A book price in the view of one token. */
export function priceOfToken(token: TokenIndex, bookPrice: PriceUnits): PriceUnits {
  return token === 0 ? bookPrice : complementPrice(bookPrice);
}
