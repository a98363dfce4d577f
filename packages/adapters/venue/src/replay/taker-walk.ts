import {
  complementPrice,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import type { IncomingOrder, SelfTradePrevention } from "../matching/market-book.ts";
import { affordableSize, budgetCost } from "../matching/market-order-money.ts";
import { sizeInFront, type QueuedLevel, type QueuedOrder } from "./queued-level.ts";

/** One part of what a taker will do at a level, in order. */
export type TakerStep =
  | { readonly does: "take_recorded"; readonly size: MicroShares; readonly behind: QueuedOrder[] }
  | { readonly does: "take_order"; readonly size: MicroShares; readonly order: QueuedOrder }
  | { readonly does: "prevent"; readonly order: QueuedOrder };

/**
 * What a taker still wants: shares, or with a budget as many shares as the money left buys. Money is
 * rounded against the taker, so the budget is never exceeded.
 */
export class TakerDemand {
  readonly #order: IncomingOrder;
  #leftSize: MicroShares;
  #leftMicroUsd: MicroUsd;
  filledSize: MicroShares = 0;
  /** True once its own account's order stopped it. */
  isStopped = false;
  /** True once the money left bought nothing more at a level that had more. */
  #isSpent = false;

  constructor(order: IncomingOrder) {
    this.#order = order;
    this.#leftSize = order.size;
    this.#leftMicroUsd = order.budgetMicroUsd ?? 0;
  }

  get leftSize(): MicroShares {
    return this.#leftSize;
  }

  get isSatisfied(): boolean {
    return this.#order.budgetMicroUsd === null ? this.#leftSize === 0 : this.#isSpent;
  }

  get isOver(): boolean {
    return this.isStopped || this.isSatisfied;
  }

  /** Shares wanted at a price of the first token's view. */
  wanted(bookPrice: PriceUnits): MicroShares {
    if (this.#order.budgetMicroUsd === null) return this.#leftSize;
    return affordableSize(this.#leftMicroUsd, this.#ownPrice(bookPrice));
  }

  /** Takes up to what is offered; answers how much. */
  take(offered: MicroShares, bookPrice: PriceUnits): MicroShares {
    const wanted = this.wanted(bookPrice);
    const size = Math.min(offered, wanted);
    this.filledSize += size;
    if (this.#order.budgetMicroUsd === null) this.#leftSize -= size;
    else {
      this.#leftMicroUsd -= budgetCost(this.#ownPrice(bookPrice), size);
      this.#isSpent = size === wanted;
    }
    return size;
  }

  #ownPrice(bookPrice: PriceUnits): PriceUnits {
    return this.#order.token === 0 ? bookPrice : complementPrice(bookPrice);
  }
}

/**
 * What a taker does at one level: recorded shares and our resting orders in order of time, each order
 * behind the recorded shares of its queue.
 */
export function stepsAtLevel(
  taker: IncomingOrder,
  demand: TakerDemand,
  at: {
    readonly price: PriceUnits;
    readonly available: MicroShares;
    readonly level: QueuedLevel | undefined;
  },
  selfTradePrevention: SelfTradePrevention,
): TakerStep[] {
  const steps: TakerStep[] = [];
  const orders = at.level?.orders ?? [];
  let recordedUsed = 0;
  const takeRecorded = (upTo: MicroShares, behind: QueuedOrder[]): void => {
    const offered = upTo - recordedUsed;
    if (offered <= 0 || demand.isOver) return;
    const size = demand.take(offered, at.price);
    recordedUsed += size;
    if (size > 0) steps.push({ does: "take_recorded", size, behind });
  };
  for (const [index, order] of orders.entries()) {
    takeRecorded(Math.min(at.available, sizeInFront(order)), orders.slice(index));
    if (demand.isOver) return steps;
    if (order.accountIndex === taker.accountIndex) {
      if (selfTradePrevention === "cancel_incoming") {
        demand.isStopped = true;
        return steps;
      }
      steps.push({ does: "prevent", order });
      continue;
    }
    const size = demand.take(order.leaves, at.price);
    if (size > 0) steps.push({ does: "take_order", size, order });
  }
  takeRecorded(at.available, []);
  return steps;
}
