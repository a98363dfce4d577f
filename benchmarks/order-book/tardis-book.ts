import type { Round } from "../harness/benchmark.ts";
import { requirePeer } from "../harness/peers.ts";
import { CHECKSUM_MODULUS, createLevelStream, type StreamInput } from "./level-stream.ts";

interface Level {
  readonly price: number;
  readonly amount: number;
}
interface TardisBook {
  update(change: {
    readonly isSnapshot: boolean;
    readonly bids: readonly Level[];
    readonly asks: readonly Level[];
  }): void;
  bestBid(): Level | undefined;
  bestAsk(): Level | undefined;
  bids(): Iterable<Level>;
  asks(): Iterable<Level>;
}
interface TardisModule {
  readonly OrderBook: new () => TardisBook;
}

const NONE: readonly Level[] = [];

/** tardis-dev's book, one change per update as its feeds give them. */
export function prepare(input: StreamInput): Round {
  const { OrderBook } = requirePeer("tardis-dev") as TardisModule;
  const { updates, depthEvery, side, price, size } = createLevelStream(input);
  return () => {
    const book = new OrderBook();
    book.update({ isSnapshot: true, bids: NONE, asks: NONE });
    let sum = 0;
    for (let at = 0; at < updates; at += 1) {
      const levels = [{ price: price[at] ?? 0, amount: size[at] ?? 0 }];
      const isBid = side[at] === 0;
      book.update({
        isSnapshot: false,
        bids: isBid ? levels : NONE,
        asks: isBid ? NONE : levels,
      });
      sum += (book.bestBid()?.price ?? 0) + (book.bestAsk()?.price ?? 0);
      if (depthEvery > 0 && at % depthEvery === 0) {
        sum += (depth(book.bids()) + depth(book.asks())) % CHECKSUM_MODULUS;
      }
    }
    return { operations: updates, checksum: String(sum) };
  };
}

function depth(levels: Iterable<Level>): number {
  let total = 0;
  let left = 10;
  for (const { price, amount } of levels) {
    total += (amount / 10_000) * price;
    left -= 1;
    if (left === 0) break;
  }
  return total;
}
