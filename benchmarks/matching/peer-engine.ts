import type { Round } from "../harness/benchmark.ts";
import { requirePeer } from "../harness/peers.ts";
import { CANCEL, IOC, MOVE, createOrderTape, type TapeInput } from "./order-tape.ts";
import { TapeChecksum } from "./tape-checksum.ts";

interface PeerOrder {
  readonly id: string;
  readonly size: number;
}
interface PeerResponse {
  readonly done: readonly PeerOrder[];
  readonly partial: PeerOrder | null;
  readonly quantityLeft: number;
}
interface PeerLevel {
  readonly price: number;
  readonly orders: readonly PeerOrder[];
}
/** The part used of nodejs-order-book and of hft-limit-order-book, an older release of it. */
interface PeerBook {
  limit(order: {
    readonly side: "buy" | "sell";
    readonly id: string;
    readonly size: number;
    readonly price: number;
    readonly timeInForce: "GTC" | "IOC";
  }): PeerResponse;
  modify(id: string, change: { readonly price: number }): PeerResponse;
  cancel(id: string): unknown;
  snapshot(): { readonly bids: readonly PeerLevel[]; readonly asks: readonly PeerLevel[] };
}
interface PeerModule {
  readonly OrderBook: new () => PeerBook;
}

/** A published order book. Its answers are read as the project's events are. */
export function prepare(input: TapeInput & { readonly packageName: string }): Round {
  const { OrderBook } = requirePeer(input.packageName) as PeerModule;
  const { operations, kind, side, cents, size, orderId } = createOrderTape(input);
  return () => {
    const book = new OrderBook();
    const checksum = new TapeChecksum();
    for (let at = 0; at < operations; at += 1) {
      const what = kind[at];
      const id = orderId[at] ?? "";
      const price = cents[at] ?? 0;
      if (what === CANCEL) book.cancel(id);
      // Moves of these tapes match nothing, so their answers hold nothing to read.
      else if (what === MOVE) book.modify(id, { price });
      else {
        const wanted = size[at] ?? 0;
        const answer = book.limit({
          side: side[at] === 0 ? "buy" : "sell",
          id,
          size: wanted,
          price,
          timeInForce: what === IOC ? "IOC" : "GTC",
        });
        for (const { id: doneId } of answer.done) if (doneId !== id) checksum.fill(doneId);
        const { partial } = answer;
        if (partial !== null && partial.id !== id) checksum.fill(partial.id);
        checksum.filledSize += wanted - answer.quantityLeft;
      }
    }
    const { bids, asks } = book.snapshot();
    let count = 0;
    for (const levels of [bids.toSorted((a, b) => b.price - a.price), byPrice(asks)]) {
      for (const level of levels) {
        count += level.orders.length;
        for (const order of level.orders) checksum.rests(order.id, level.price, order.size);
      }
    }
    return { operations, checksum: checksum.text(count) };
  };
}

function byPrice(levels: readonly PeerLevel[]): PeerLevel[] {
  return levels.toSorted((a, b) => a.price - b.price);
}
