import { RowKind } from "@polytraders/core";
import type { CcxtBook, CcxtModule } from "../order-book/ccxt-book.ts";

/** One row as the peers get it: the columns of the recording in their order. */
export type PlainRow = readonly [
  timeMs: number,
  exchangeTimeMs: number,
  market: number,
  kind: number,
  side: number,
  flags: number,
  price: number,
  size: number,
];

/** One ccxt book per market: applies level rows and full books, and checks nothing. */
export class PeerBooks {
  readonly #books: readonly CcxtBook[];
  rowCount = 0;

  constructor({ OrderBook }: CcxtModule, marketCount: number) {
    this.#books = Array.from({ length: marketCount }, () => new OrderBook());
  }

  apply(row: PlainRow): void {
    this.rowCount += 1;
    const book = this.#books[row[2]];
    if (book === undefined) return;
    if (row[3] === RowKind.BookStart) book.reset();
    else if (row[3] === RowKind.Level) (row[4] === 0 ? book.bids : book.asks).store(row[6], row[7]);
  }

  checksum(): string {
    let prices = 0;
    let sizes = 0;
    for (const { bids, asks } of this.#books) {
      prices += (bids[0]?.[0] ?? 0) + (asks[0]?.[0] ?? 0);
      sizes += (bids[0]?.[1] ?? 0) + (asks[0]?.[1] ?? 0);
    }
    return `${prices}/${sizes}`;
  }
}
