import type { Round } from "../harness/benchmark.ts";
import { importPeer } from "../harness/peers.ts";
import { CCXT_BOOK, type CcxtModule } from "../order-book/ccxt-book.ts";
import { makeFrames, type FramesInput } from "./frames.ts";

interface PriceChange {
  readonly price_changes: readonly {
    readonly asset_id: string;
    readonly price: string;
    readonly size: string;
    readonly side: string;
  }[];
}

/** `JSON.parse` into one ccxt book per token, without any check. */
export async function prepare(input: FramesInput): Promise<Round> {
  const { OrderBook } = (await importPeer(CCXT_BOOK)) as CcxtModule;
  const { markets, frames } = makeFrames(input);
  return () => {
    const books = new Map(
      markets.flatMap(({ tokenIds }) => tokenIds.map((id) => [id, new OrderBook()] as const)),
    );
    for (const frame of frames) {
      const message = JSON.parse(frame.toString()) as PriceChange;
      for (const { asset_id, price, size, side } of message.price_changes) {
        const book = books.get(asset_id);
        if (book === undefined) continue;
        (side === "BUY" ? book.bids : book.asks).store(Number(price), Number(size));
      }
    }
    return { operations: frames.length, checksum: checksumOf(markets, books) };
  };

  function checksumOf(
    list: ReturnType<typeof makeFrames>["markets"],
    books: ReadonlyMap<string, { readonly bids: Side; readonly asks: Side }>,
  ): string {
    let prices = 0;
    let sizes = 0;
    for (const { tokenIds } of list) {
      const book = books.get(tokenIds[0]);
      const [bidPrice, bidSize] = book?.bids[0] ?? [0, 0];
      const [askPrice, askSize] = book?.asks[0] ?? [0, 0];
      prices += Math.round(bidPrice * 10_000) + Math.round(askPrice * 10_000);
      sizes += Math.round(bidSize * 1_000_000) + Math.round(askSize * 1_000_000);
    }
    return `${prices}/${sizes}`;
  }
}

type Side = readonly (readonly [number, number])[];
