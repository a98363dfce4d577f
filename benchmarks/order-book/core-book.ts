import { OrderBook, TokenBookView } from "@polytraders/core";
import type { Round } from "../harness/benchmark.ts";
import { CHECKSUM_MODULUS, createLevelStream, type StreamInput } from "./level-stream.ts";

/** The project's book, read through the view that bots get. */
export function prepare(input: StreamInput): Round {
  const { updates, tickSize, depthEvery, side, price, size } = createLevelStream(input);
  return () => {
    const book = new OrderBook(tickSize);
    const view = new TokenBookView(book, 0, "first", false);
    let sum = 0;
    for (let at = 0; at < updates; at += 1) {
      book.setLevel(side[at] ?? 0, price[at] ?? 0, size[at] ?? 0);
      sum += view.bestBidPrice + view.bestAskPrice;
      if (depthEvery > 0 && at % depthEvery === 0) {
        sum += (view.depthOfLevels("bid", 10) + view.depthOfLevels("ask", 10)) % CHECKSUM_MODULUS;
      }
    }
    return { operations: updates, checksum: String(sum) };
  };
}
