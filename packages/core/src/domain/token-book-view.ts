import { notionalMicroUsd } from "./notional.ts";
import type { BookLevel, BookState, OrderBookView } from "./order-book-view.ts";
import type { OrderBook } from "./order-book.ts";
import type { TickLadder } from "./tick-ladder.ts";
import {
  PRICE_UNITS_PER_USD,
  type EpochMs,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "./units.ts";

type Side = "bid" | "ask";

/**
 * One token's read-only view of a unified book. The second token sees the first token's asks as its
 * bids, at one dollar minus their price.
 */
export class TokenBookView implements OrderBookView {
  readonly marketIndex: number;
  readonly tokenId: string;
  readonly #book: OrderBook;
  readonly #isMirrored: boolean;

  constructor(book: OrderBook, marketIndex: number, tokenId: string, isMirrored: boolean) {
    this.#book = book;
    this.marketIndex = marketIndex;
    this.tokenId = tokenId;
    this.#isMirrored = isMirrored;
    // Every bot of the market is handed this one object.
    Object.freeze(this);
  }

  get bestBidPrice(): PriceUnits {
    const book = this.#book;
    if (this.#isMirrored) {
      const index = book.bestAskIndex;
      return index === book.lastIndex ? 0 : PRICE_UNITS_PER_USD - index * book.gridStep;
    }
    return book.bestBidIndex * book.gridStep;
  }
  get bestAskPrice(): PriceUnits {
    const book = this.#book;
    if (this.#isMirrored) {
      return book.bestBidIndex === 0 ? 0 : PRICE_UNITS_PER_USD - book.bestBidIndex * book.gridStep;
    }
    const index = book.bestAskIndex;
    return index === book.lastIndex ? 0 : index * book.gridStep;
  }
  get bestBidSize(): MicroShares {
    const book = this.#book;
    return (
      (this.#isMirrored
        ? book.asks.sizes[book.bestAskIndex]
        : book.bids.sizes[book.bestBidIndex]) ?? 0
    );
  }
  get bestAskSize(): MicroShares {
    const book = this.#book;
    return (
      (this.#isMirrored
        ? book.bids.sizes[book.bestBidIndex]
        : book.asks.sizes[book.bestAskIndex]) ?? 0
    );
  }
  get tickSize(): PriceUnits {
    return this.#book.tickSize;
  }
  get updatedAtMs(): EpochMs {
    return this.#book.updatedAtMs;
  }
  get isProven(): boolean {
    return this.#book.isProven;
  }

  get state(): BookState {
    const hasBid = this.bestBidSize > 0;
    const hasAsk = this.bestAskSize > 0;
    if (!hasBid || !hasAsk) return hasBid || hasAsk ? "one_sided" : "empty";
    const gap = this.#book.bestAskIndex - this.#book.bestBidIndex;
    if (gap > 0) return "normal";
    return gap === 0 ? "locked" : "crossed";
  }

  sizeAt(side: Side, price: PriceUnits): MicroShares {
    const own = this.#isMirrored ? PRICE_UNITS_PER_USD - price : price;
    const index = own / this.#book.gridStep;
    return index === Math.trunc(index) ? (this.#ladder(side).sizes[index] ?? 0) : 0;
  }

  insideDepth(): MicroUsd {
    const bid = notionalMicroUsd(this.bestBidPrice, this.bestBidSize);
    return bid + notionalMicroUsd(this.bestAskPrice, this.bestAskSize);
  }

  depthOfLevels(side: Side, levels: number): MicroUsd {
    const isInAsks = this.#isInAsks(side);
    const ladder = isInAsks ? this.#book.asks : this.#book.bids;
    const last = this.#book.lastIndex;
    let total = 0;
    let index = this.#bestIndex(side);
    for (let left = levels; left > 0 && index > 0 && index < last; left -= 1) {
      total += notionalMicroUsd(this.#priceAt(index), ladder.sizes[index] ?? 0);
      index = isInAsks ? ladder.nextAbove(index) : ladder.nextBelow(index);
    }
    return total;
  }

  depthWithin(side: Side, distance: PriceUnits): MicroUsd {
    const best = this.#bestIndex(side);
    const steps = distance / this.#book.gridStep;
    let total = 0;
    let index = best;
    while (this.#isLevel(index) && Math.abs(index - best) <= steps) {
      total += notionalMicroUsd(this.#priceAt(index), this.#ladder(side).sizes[index] ?? 0);
      index = this.#nextIndex(side, index);
    }
    return total;
  }

  levels(side: Side, limit = Number.POSITIVE_INFINITY): BookLevel[] {
    const found: BookLevel[] = [];
    let index = this.#bestIndex(side);
    while (found.length < limit && this.#isLevel(index)) {
      found.push({ price: this.#priceAt(index), size: this.#ladder(side).sizes[index] ?? 0 });
      index = this.#nextIndex(side, index);
    }
    return found;
  }

  midUsd(): number | null {
    if (this.bestBidSize === 0 || this.bestAskSize === 0) return null;
    return (this.bestBidPrice + this.bestAskPrice) / (2 * PRICE_UNITS_PER_USD);
  }

  spread(): PriceUnits | null {
    if (this.bestBidSize === 0 || this.bestAskSize === 0) return null;
    return this.bestAskPrice - this.bestBidPrice;
  }

  /** True where this view's side is kept in the unified book's asks. */
  #isInAsks(side: Side): boolean {
    return (side === "bid") === this.#isMirrored;
  }

  #ladder(side: Side): TickLadder {
    return this.#isInAsks(side) ? this.#book.asks : this.#book.bids;
  }

  #bestIndex(side: Side): number {
    return this.#isInAsks(side) ? this.#book.bestAskIndex : this.#book.bestBidIndex;
  }

  /** Index of the next worse level. */
  #nextIndex(side: Side, index: number): number {
    return this.#isInAsks(side)
      ? this.#book.asks.nextAbove(index)
      : this.#book.bids.nextBelow(index);
  }

  /** False for the two indexes that stand for "none". */
  #isLevel(index: number): boolean {
    return index > 0 && index < this.#book.lastIndex;
  }

  #priceAt(index: number): PriceUnits {
    const price = index * this.#book.gridStep;
    return this.#isMirrored ? PRICE_UNITS_PER_USD - price : price;
  }
}
