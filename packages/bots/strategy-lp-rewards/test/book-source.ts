import {
  OrderBook,
  parseMicroShares,
  parsePriceUnits,
  TokenBookView,
  type OpenOrders,
} from "@polytraders/core";
import type { BookSource } from "../src/seen-book.ts";

type Level = readonly [price: number, size: number];

/** A book as the bot reads it. */
export function bookSource(
  { bids, asks }: { readonly bids: readonly Level[]; readonly asks: readonly Level[] },
  restingSize: OpenOrders["restingSize"] = () => 0,
): BookSource {
  const book = new OrderBook(10);
  book.clear();
  for (const [side, levels] of [bids, asks].entries()) {
    for (const [price, size] of levels) {
      book.setLevel(side, parsePriceUnits(String(price)), parseMicroShares(String(size)));
    }
  }
  return {
    index: 0,
    book: new TokenBookView(book, 0, "yes", false),
    complementBook: new TokenBookView(book, 0, "no", true),
    openOrders: { restingSize },
  };
}
