import { RollingHash } from "@polytraders/core";
import type { ExchangeEvent } from "./exchange-event.ts";
import type { OrderState, VenueOrder } from "./order-request.ts";
import type { VenueTrade } from "./venue-trade.ts";

const STATES: Readonly<Record<OrderState, number>> = {
  live: 0,
  delayed: 1,
  matched: 2,
  cancelled: 3,
  cancelled_market_resolved: 4,
  invalid: 5,
};

/**
 * Folds what happened into one hash. Names that a client chooses or is given (order ids, API keys)
 * are left out, so that the same script gives the same hash in process and over the wire.
 */
export class StateHash {
  readonly #hash = new RollingHash();
  readonly #names = new Map<string, number>();

  fold(event: ExchangeEvent): void {
    const hash = this.#hash;
    this.#foldName(event.kind);
    hash.foldNumber(event.timeMs);
    switch (event.kind) {
      case "order_placed":
      case "order_delayed":
      case "order_updated":
      case "order_cancelled":
      case "order_killed": {
        this.#foldOrder(event.order);
        break;
      }
      case "trade_matched": {
        this.#foldTrade(event.trade);
        break;
      }
      case "trade_settled": {
        hash.foldText(event.trade.tradeId);
        this.#foldName(event.trade.settlement);
        break;
      }
      case "book_changed": {
        this.#foldName(event.conditionId);
        for (const change of event.changes) {
          hash.foldNumber(change.bookPrice * 2 + change.bookSide);
          hash.foldNumber(change.size);
        }
        break;
      }
      case "heartbeat_lapsed": {
        hash.foldNumber(event.cancelledCount);
        break;
      }
      default: {
        hash.foldValue(event);
      }
    }
  }

  digest(): string {
    return this.#hash.digest();
  }

  #foldOrder(order: VenueOrder): void {
    const { request } = order;
    const hash = this.#hash;
    this.#foldName(order.conditionId);
    this.#foldName(request.account);
    hash.foldNumber(order.index);
    hash.foldNumber(order.price);
    hash.foldNumber(request.makerAmount);
    hash.foldNumber(request.takerAmount);
    hash.foldNumber(order.matchedSize);
    hash.foldNumber(order.matchedMicroUsd);
    hash.foldNumber(STATES[order.state] * 4 + order.token * 2 + (request.side === "BUY" ? 1 : 0));
  }

  #foldTrade(trade: VenueTrade): void {
    const hash = this.#hash;
    hash.foldText(trade.tradeId);
    this.#foldName(trade.takerAccount);
    hash.foldNumber(trade.size);
    hash.foldNumber(trade.price);
    hash.foldNumber(trade.notionalMicroUsd);
    hash.foldNumber(trade.feeMicroUsd);
    hash.foldNumber(trade.builderFeeMicroUsd);
    for (const maker of trade.makers) {
      this.#foldName(maker.account);
      hash.foldNumber(maker.size);
      hash.foldNumber(maker.notionalMicroUsd);
    }
  }

  /** Text that comes again and again: whole the first time, its number afterwards. */
  #foldName(name: string): void {
    const known = this.#names.get(name);
    if (known === undefined) {
      this.#names.set(name, this.#names.size);
      this.#hash.foldText(name);
    } else this.#hash.foldNumber(known);
  }
}
