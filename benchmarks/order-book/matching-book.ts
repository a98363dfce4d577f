import type { Round } from "../harness/benchmark.ts";
import { requirePeer } from "../harness/peers.ts";
import { createLevelStream, type StreamInput } from "./level-stream.ts";

interface Queue {
  price(): number;
}
/** The part used of nodejs-order-book and of hft-limit-order-book, an older release of it. */
interface MatchingBook {
  readonly bids: { maxPriceQueue(): Queue | undefined };
  readonly asks: { minPriceQueue(): Queue | undefined };
  limit(order: {
    readonly side: "buy" | "sell";
    readonly id: string;
    readonly size: number;
    readonly price: number;
  }): unknown;
  modify(id: string, change: { readonly size: number }): unknown;
  cancel(id: string): unknown;
}
interface MatchingModule {
  readonly OrderBook: new () => MatchingBook;
}

/** A matching engine as a book: one resting order per level, whose size is the level's. */
export function prepare(input: StreamInput & { readonly packageName: string }): Round {
  const { OrderBook } = requirePeer(input.packageName) as MatchingModule;
  const { updates, side, price, size } = createLevelStream(input);
  const ids = [0, 1].map((own) => Array.from({ length: 10_001 }, (_, units) => `${own}-${units}`));
  return () => {
    const book = new OrderBook();
    const resting = new Set<string>();
    let sum = 0;
    for (let at = 0; at < updates; at += 1) {
      const own = side[at] ?? 0;
      const units = price[at] ?? 0;
      const amount = size[at] ?? 0;
      const id = ids[own]?.[units] ?? "";
      if (amount === 0) {
        book.cancel(id);
        resting.delete(id);
      } else if (resting.has(id)) book.modify(id, { size: amount });
      else {
        book.limit({ side: own === 0 ? "buy" : "sell", id, size: amount, price: units });
        resting.add(id);
      }
      const bid = book.bids.maxPriceQueue()?.price() ?? 0;
      sum += bid + (book.asks.minPriceQueue()?.price() ?? 0);
    }
    return { operations: updates, checksum: String(sum) };
  };
}
