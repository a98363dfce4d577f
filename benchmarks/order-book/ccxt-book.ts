import type { Round } from "../harness/benchmark.ts";
import { importPeer } from "../harness/peers.ts";
import { CHECKSUM_MODULUS, createLevelStream, type StreamInput } from "./level-stream.ts";

type Level = readonly [price: number, size: number];
type Side = readonly Level[] & { store(price: number, size: number): void };
/** The part of ccxt's WebSocket order book that is used here. */
export interface CcxtBook {
  readonly bids: Side;
  readonly asks: Side;
  reset(): unknown;
}
/** Module of ccxt that holds the book. */
export interface CcxtModule {
  readonly OrderBook: new () => CcxtBook;
}
/** Where ccxt keeps that module. */
export const CCXT_BOOK = "ccxt/js/src/base/ws/OrderBook.js";

/** ccxt's book, fed with whole price units, which saves it any conversion. */
export async function prepare(input: StreamInput): Promise<Round> {
  const { OrderBook } = (await importPeer(CCXT_BOOK)) as CcxtModule;
  const { updates, depthEvery, side, price, size } = createLevelStream(input);
  return () => {
    const book = new OrderBook();
    let sum = 0;
    for (let at = 0; at < updates; at += 1) {
      const own = side[at] === 0 ? book.bids : book.asks;
      own.store(price[at] ?? 0, size[at] ?? 0);
      sum += (book.bids[0]?.[0] ?? 0) + (book.asks[0]?.[0] ?? 0);
      if (depthEvery > 0 && at % depthEvery === 0) {
        sum += (depth(book.bids) + depth(book.asks)) % CHECKSUM_MODULUS;
      }
    }
    return { operations: updates, checksum: String(sum) };
  };
}

function depth(side: Side): number {
  let total = 0;
  for (let level = 0; level < 10 && level < side.length; level += 1) {
    const [price, size] = side[level] ?? [0, 0];
    total += (size / 10_000) * price;
  }
  return total;
}
