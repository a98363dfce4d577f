import { RowHash, type JournalledRows } from "@polytraders/adapter-sqlite";
import { PolytradersError, type MarketDataBatch, type MarketDataSource } from "@polytraders/core";

/**
 * Reads rows again that a journal holds by reference, and proves that they are the same: the hash
 * over all rows so far must be the journal's.
 */
export class RowCursor {
  readonly #source: MarketDataSource | null;
  readonly #batches: AsyncIterator<MarketDataBatch> | null;
  readonly #hash = new RowHash();
  #batch: MarketDataBatch | null = null;
  /** First row of the batch that has not been handed out. */
  #at = 0;

  constructor(source: MarketDataSource | null) {
    this.#source = source;
    this.#batches = source?.batches()[Symbol.asyncIterator]() ?? null;
  }

  /** True where the next rows need not be waited for. */
  holds(rowCount: number): boolean {
    return this.#batch !== null && this.#batch.length - this.#at >= rowCount;
  }

  /**
   * Hands the rows of an entry to `apply`, in as many batches as the source cuts them into.
   *
   * @throws PolytradersError STORE_SOURCE_CHANGED where the source gives others, or too few
   */
  async feed(rows: JournalledRows, apply: (batch: MarketDataBatch) => void): Promise<void> {
    let left = rows.rowCount;
    while (left > 0) {
      if (!this.holds(1)) await this.#pull(rows);
      left -= this.#hand(left, apply);
    }
    this.#prove(rows);
  }

  /** The same for rows that {@link holds} says are there. */
  feedHeld(rows: JournalledRows, apply: (batch: MarketDataBatch) => void): void {
    this.#hand(rows.rowCount, apply);
    this.#prove(rows);
  }

  async close(): Promise<void> {
    await this.#batches?.return?.();
  }

  #hand(wanted: number, apply: (batch: MarketDataBatch) => void): number {
    const batch = this.#batch;
    if (batch === null) return 0;
    const from = this.#at;
    const to = Math.min(batch.length, from + wanted);
    this.#at = to;
    this.#hash.fold(batch, from, to);
    apply(from === 0 && to === batch.length ? batch : sliceOf(batch, from, to));
    return to - from;
  }

  async #pull(rows: JournalledRows): Promise<void> {
    const next = await this.#batches?.next();
    if (next?.done !== false) {
      const found = this.#source === null ? "no source" : `${this.#hash.count} rows in all`;
      throw this.#changed(rows, found);
    }
    this.#batch = next.value;
    this.#at = 0;
  }

  #prove(rows: JournalledRows): void {
    if (this.#hash.count === rows.upTo && this.#hash.digest === rows.rowHash) return;
    throw this.#changed(rows, "other rows");
  }

  #changed({ rowCount, upTo }: JournalledRows, found: string): PolytradersError {
    const label = this.#source?.origin.label ?? "market data";
    return new PolytradersError("STORE_SOURCE_CHANGED", {
      expected: `rows ${upTo - rowCount + 1} to ${upTo} of ${label} as the run has seen them`,
      found,
    });
  }
}

/** Rows `from` to before `to` of a batch, on the same memory. */
export function sliceOf(batch: MarketDataBatch, from: number, to: number): MarketDataBatch {
  return {
    length: to - from,
    timeMs: batch.timeMs.subarray(from, to),
    exchangeTimeMs: batch.exchangeTimeMs.subarray(from, to),
    market: batch.market.subarray(from, to),
    kind: batch.kind.subarray(from, to),
    side: batch.side.subarray(from, to),
    flags: batch.flags.subarray(from, to),
    price: batch.price.subarray(from, to),
    size: batch.size.subarray(from, to),
  };
}
