import type { Round } from "../harness/benchmark.ts";
import { requirePeer } from "../harness/peers.ts";
import { createLevelStream, type StreamInput } from "./level-stream.ts";

interface OrderBooksModule {
  readonly OrderBook: new (symbol: string) => {
    handleDelta(removed: readonly unknown[], changed?: readonly unknown[]): unknown;
    getBestBid(): number | null;
    getBestAsk(): number | null;
  };
  readonly OrderBookLevel: (
    symbol: string,
    price: number,
    side: "Buy" | "Sell",
    size: number,
  ) => unknown;
}

/** The `orderbooks` package, which sorts its book at each change. */
export function prepare(input: StreamInput): Round {
  const { OrderBook, OrderBookLevel } = requirePeer("orderbooks") as OrderBooksModule;
  const { updates, side, price, size } = createLevelStream(input);
  return () => {
    const book = new OrderBook("market");
    let sum = 0;
    for (let at = 0; at < updates; at += 1) {
      const own = side[at] === 0 ? "Buy" : "Sell";
      const level = [OrderBookLevel("market", price[at] ?? 0, own, size[at] ?? 0)];
      if (size[at] === 0) book.handleDelta(level);
      else book.handleDelta([], level);
      sum += (book.getBestBid() ?? 0) + (book.getBestAsk() ?? 0);
    }
    return { operations: updates, checksum: String(sum) };
  };
}
