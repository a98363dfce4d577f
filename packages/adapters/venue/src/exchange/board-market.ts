import type { EpochMs, PriceUnits } from "@polytraders/core";
import type { BookListener, BookSide, MarketBook } from "../matching/market-book.ts";
import type { VenueMarketState, VenueMarketTerms } from "../market/venue-market.ts";
import { BookOperation } from "./book-operation.ts";
import type { ListedMarket } from "./exchange.ts";

/** A listed market with everything of it that changes. */
export class BoardMarket implements ListedMarket {
  readonly index: number;
  readonly terms: VenueMarketTerms;
  readonly book: MarketBook;
  /** True for a recorded book, where fills against -1 are against recorded traders. */
  readonly isRecorded: boolean;
  /** What the book reports during the operation that is going on. */
  readonly operation = new BookOperation();
  #state: VenueMarketState;

  constructor(options: {
    readonly index: number;
    readonly terms: VenueMarketTerms;
    readonly tickSize: PriceUnits;
    readonly isRecorded: boolean;
    readonly makeBook: (listener: BookListener) => MarketBook;
  }) {
    this.index = options.index;
    this.terms = options.terms;
    this.isRecorded = options.isRecorded;
    this.book = options.makeBook(this.operation);
    this.#state = {
      phase: "open",
      tickSize: options.tickSize,
      resolution: "none",
      payouts: null,
      lastTradePrice: null,
      lastTradeSide: null,
      volumeMicroUsd: 0,
    };
  }

  get state(): VenueMarketState {
    return this.#state;
  }

  change(change: Partial<VenueMarketState>): void {
    this.#state = { ...this.#state, ...change };
  }

  /** True when an order at this limit would meet liquidity on the other side. */
  isMarketable(bookSide: BookSide, bookPrice: PriceUnits): boolean {
    const opposite = this.book.bestPrice(bookSide === 0 ? 1 : 0);
    if (opposite === 0) return false;
    return bookSide === 0 ? bookPrice >= opposite : bookPrice <= opposite;
  }
}

/** When a market's book is cleared because its game starts, `null` for never. */
export function clearsBookAtMs(terms: VenueMarketTerms, nowMs: EpochMs): EpochMs | null {
  const startMs = terms.gameStartAtMs;
  return terms.clearsBookOnStart && startMs !== null && startMs > nowMs ? startMs : null;
}
