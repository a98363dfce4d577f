import type { MarketDataBatch } from "@polytraders/core";

/**
 * A 64-bit hash over rows of market data that can be taken up again from its own digest. It does not
 * depend on how the rows were cut into batches. It tells whether rows that are read again are the
 * same ones; it does not resist a forger, the fingerprint of the recording does.
 */
export class RowHash {
  #left: number;
  #right: number;
  #count: number;
  /** Columns of the newest batch as words: a feed hands over the same batch again and again. */
  #columns: MarketDataBatch["timeMs"] | null = null;
  #time: Int32Array = NO_WORDS;
  #exchangeTime: Int32Array = NO_WORDS;
  #size: Int32Array = NO_WORDS;

  /** @param count - rows behind `digest`; both of an earlier hash that goes on here */
  constructor(count = 0, digest = START) {
    this.#count = count;
    this.#left = Number.parseInt(digest.slice(0, 8), 16) | 0;
    this.#right = Number.parseInt(digest.slice(8), 16) | 0;
  }

  /** Rows folded so far. */
  get count(): number {
    return this.#count;
  }

  /** Sixteen hexadecimal digits. */
  get digest(): string {
    return hex(this.#left) + hex(this.#right);
  }

  /** Folds rows `from` to before `to`. */
  fold(batch: MarketDataBatch, from = 0, to = batch.length): void {
    if (this.#columns !== batch.timeMs) this.#look(batch);
    const time = this.#time;
    const exchangeTime = this.#exchangeTime;
    const size = this.#size;
    const { market, price, kind, side, flags } = batch;
    for (let row = from; row < to; row += 1) {
      const low = 2 * row;
      this.#mix(time[low] ?? 0, time[low + 1] ?? 0);
      this.#mix(exchangeTime[low] ?? 0, exchangeTime[low + 1] ?? 0);
      this.#mix(size[low] ?? 0, size[low + 1] ?? 0);
      this.#mix(price[row] ?? 0, market[row] ?? 0);
      this.#mix((kind[row] ?? 0) | ((side[row] ?? 0) << 8) | ((flags[row] ?? 0) << 16), 0);
    }
    this.#count += to - from;
  }

  #look(batch: MarketDataBatch): void {
    this.#columns = batch.timeMs;
    this.#time = wordsOf(batch.timeMs);
    this.#exchangeTime = wordsOf(batch.exchangeTimeMs);
    this.#size = wordsOf(batch.size);
  }

  /** Both lanes are bijections of themselves for given words: a single change always shows. */
  #mix(low: number, high: number): void {
    const left = Math.imul(this.#left ^ (low + Math.imul(high, 31)), 0xcc9e2d51);
    this.#left = (left << 15) | (left >>> 17);
    const right = Math.imul(this.#right ^ low ^ ((high << 16) | (high >>> 16)), 0x1b873593);
    this.#right = (((right << 13) | (right >>> 19)) + 0xe6546b64) | 0;
  }
}

const NO_WORDS = new Int32Array(0);
const START = "9e3779b985ebca6b";

function wordsOf(column: Float64Array): Int32Array {
  return new Int32Array(column.buffer, column.byteOffset, column.length * 2);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
