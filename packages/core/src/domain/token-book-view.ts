import { notionalMicroUsd } from "./notional.ts";
import type { BookLevel, BookState, OrderBookView } from "./order-book-view.ts";
import type { OrderBook } from "./order-book.ts";
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
      return index === book.asks.length - 1 ? 0 : PRICE_UNITS_PER_USD - index * book.gridStep;
    }
    return book.bestBidIndex * book.gridStep;
  }
  get bestAskPrice(): PriceUnits {
    const book = this.#book;
    if (this.#isMirrored) {
      return book.bestBidIndex === 0 ? 0 : PRICE_UNITS_PER_USD - book.bestBidIndex * book.gridStep;
    }
    const index = book.bestAskIndex;
    return index === book.asks.length - 1 ? 0 : index * book.gridStep;
  }
  get bestBidSize(): MicroShares {
    const book = this.#book;
    return (this.#isMirrored ? book.asks[book.bestAskIndex] : book.bids[book.bestBidIndex]) ?? 0;
  }
  get bestAskSize(): MicroShares {
    const book = this.#book;
    return (this.#isMirrored ? book.bids[book.bestBidIndex] : book.asks[book.bestAskIndex]) ?? 0;
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
    return index === Math.trunc(index) ? (this.#sizes(side)[index] ?? 0) : 0;
  }

  insideDepth(): MicroUsd {
    const bid = notionalMicroUsd(this.bestBidPrice, this.bestBidSize);
    return bid + notionalMicroUsd(this.bestAskPrice, this.bestAskSize);
  }

  depthOfLevels(side: Side, levels: number): MicroUsd {
    let total = 0;
    let left = levels;
    this.#walk(side, (price, size) => {
      total += notionalMicroUsd(price, size);
      left -= 1;
      return left > 0;
    });
    return levels > 0 ? total : 0;
  }

  depthWithin(side: Side, distance: PriceUnits): MicroUsd {
    let total = 0;
    let best = -1;
    this.#walk(side, (price, size) => {
      if (best < 0) best = price;
      if (Math.abs(price - best) > distance) return false;
      total += notionalMicroUsd(price, size);
      return true;
    });
    return total;
  }

  levels(side: Side, limit = Number.POSITIVE_INFINITY): BookLevel[] {
    const found: BookLevel[] = [];
    if (limit <= 0) return found;
    this.#walk(side, (price, size) => found.push({ price, size }) < limit);
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

  /** Array of the unified book that holds this view's side. */
  #sizes(side: Side): Float64Array {
    return (side === "bid") === this.#isMirrored ? this.#book.asks : this.#book.bids;
  }

  #bestIndex(side: Side): number {
    return (side === "bid") === this.#isMirrored
      ? this.#book.bestAskIndex
      : this.#book.bestBidIndex;
  }

  #priceAt(index: number): PriceUnits {
    const price = index * this.#book.gridStep;
    return this.#isMirrored ? PRICE_UNITS_PER_USD - price : price;
  }

  /** Visits levels from best to worst until `visit` answers false. */
  #walk(side: Side, visit: (price: PriceUnits, size: MicroShares) => boolean): void {
    const sizes = this.#sizes(side);
    const step = (side === "bid") === this.#isMirrored ? 1 : -1;
    for (let index = this.#bestIndex(side); index > 0 && index < sizes.length - 1; index += step) {
      const size = sizes[index] ?? 0;
      if (size > 0 && !visit(this.#priceAt(index), size)) return;
    }
  }
}
