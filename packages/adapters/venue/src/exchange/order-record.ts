import {
  notionalMicroUsd,
  type EpochMs,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";
import type { TokenIndex } from "../market/venue-market.ts";
import type { BoardMarket } from "./board-market.ts";
import { bookPlaceOf } from "./book-place.ts";
import type { OrderRequest, OrderState, VenueOrder } from "./order-request.ts";

/** What the venue has made of a request: a place on a market's grid and a limit. */
export interface OrderTerms {
  readonly request: OrderRequest;
  readonly market: BoardMarket;
  readonly token: TokenIndex;
  /** Limit in the order's own token. */
  readonly price: PriceUnits;
  /** Shares asked for at the limit. */
  readonly size: MicroShares;
  /** Money a market buy may spend before fees, `null` for orders limited by shares. */
  readonly budgetMicroUsd: MicroUsd | null;
}

const NO_TRADES: readonly string[] = [];

/** An accepted order as the exchange works on it; {@link OrderRecord.snapshot} is what others see. */
export class OrderRecord {
  readonly request: OrderRequest;
  readonly market: BoardMarket;
  readonly token: TokenIndex;
  readonly isBuy: boolean;
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly budgetMicroUsd: MicroUsd | null;
  readonly bookSide: BookSide;
  readonly bookPrice: PriceUnits;
  readonly index: number;
  readonly accountIndex: number;
  readonly createdAtMs: EpochMs;
  matchedSize: MicroShares = 0;
  matchedMicroUsd: MicroUsd = 0;
  state: OrderState = "live";
  cancelReason: string | null = null;
  restingSinceMs: EpochMs | null = null;
  tradeIds: readonly string[] = NO_TRADES;
  /** What of the account's spendable assets is promised to this order. */
  reservedAmount = 0;

  constructor(terms: OrderTerms, index: number, accountIndex: number, nowMs: EpochMs) {
    this.request = terms.request;
    this.market = terms.market;
    this.token = terms.token;
    this.isBuy = terms.request.side === "BUY";
    this.price = terms.price;
    this.size = terms.size;
    this.budgetMicroUsd = terms.budgetMicroUsd;
    const place = bookPlaceOf(this.token, terms.request.side, this.price);
    this.bookSide = place.bookSide;
    this.bookPrice = place.bookPrice;
    this.index = index;
    this.accountIndex = accountIndex;
    this.createdAtMs = nowMs;
  }

  get remainingSize(): MicroShares {
    return this.size - this.matchedSize;
  }

  get isOpen(): boolean {
    return this.state === "live" || this.state === "delayed";
  }

  get rests(): boolean {
    return this.request.orderType === "GTC" || this.request.orderType === "GTD";
  }

  /** What a resting order of this size gives away when it is filled at its limit, rounded up. */
  amountAtLimit(size: MicroShares): number {
    return this.isBuy ? notionalMicroUsd(this.price, size, "up") : size;
  }

  snapshot(): VenueOrder {
    return {
      request: this.request,
      index: this.index,
      conditionId: this.market.terms.conditionId,
      token: this.token,
      price: this.price,
      originalSize: this.size,
      matchedSize: this.matchedSize,
      matchedMicroUsd: this.matchedMicroUsd,
      state: this.state,
      cancelReason: this.cancelReason,
      createdAtMs: this.createdAtMs,
      restingSinceMs: this.restingSinceMs,
      tradeIds: this.tradeIds,
    };
  }
}
