import { fromMicro, MICRO, type MicroShares, type PriceUnits } from "@polytraders/core";
import {
  createOrderQueue,
  type OrderQueue,
  type QueueModel,
  type QueueStep,
} from "@polytraders/quant";
import type { IncomingOrder } from "../matching/market-book.ts";
import type { CrossingRule } from "./replayed-book-options.ts";

/** What floating point may leave of a micro-share. */
const ROUNDING = 1e-3;

/** A resting order of ours with its place among the recorded ones. */
export interface QueuedOrder {
  readonly orderIndex: number;
  readonly accountIndex: number;
  leaves: MicroShares;
  /** Recorded shares ahead of it, a float of shares; our own orders ahead are not among them. */
  front: number;
  /**
   * True once the record's other side stood clear of its price. What an order did not find when it came
   * as a taker has met nobody yet: until then it is given no more than is shown.
   */
  isPassive: boolean;
  /** Counts in shares: some of the models depend on the unit. */
  readonly queue: OrderQueue;
}

/** Gives a resting order a fill. */
export type FillOrder = (order: QueuedOrder, size: MicroShares) => void;

/**
 * Our resting orders at one price, oldest first.
 *
 * The queue model of each knows the recorded shares only, so our orders do not stand in each other's
 * level. Their order in time is kept by handing each event's volume down the line: what filled an
 * older order of ours is neither given to a younger one nor counted as an advance of it. An event
 * therefore never fills more in all than its own volume.
 */
export class QueuedLevel {
  readonly price: PriceUnits;
  readonly orders: QueuedOrder[] = [];
  /** The recorded size as of the last depth event, for what has left since. */
  #depth: MicroShares;
  #tradedSinceDepth = 0;

  constructor(price: PriceUnits, depth: MicroShares) {
    this.price = price;
    this.#depth = depth;
  }

  get totalSize(): MicroShares {
    let total = 0;
    for (const { leaves } of this.orders) total += leaves;
    return total;
  }

  /** Joins behind everything displayed. */
  join(
    order: Pick<IncomingOrder, "orderIndex" | "accountIndex">,
    size: MicroShares,
    displayed: MicroShares,
    isPassive: boolean,
    model: { readonly queueModel: QueueModel; readonly lotSize: MicroShares },
  ): void {
    this.orders.push({
      orderIndex: order.orderIndex,
      accountIndex: order.accountIndex,
      leaves: size,
      front: fromMicro(displayed),
      isPassive,
      // Fills are counted here: the model only keeps the place.
      queue: createOrderQueue(model.queueModel, {
        orderShares: Number.POSITIVE_INFINITY,
        levelShares: fromMicro(displayed),
        lotShares: fromMicro(model.lotSize),
      }),
    });
  }

  remove(order: QueuedOrder): void {
    const at = this.orders.indexOf(order);
    if (at >= 0) this.orders.splice(at, 1);
  }

  /** A trade at this price against our side. */
  trade(size: MicroShares, fill: FillOrder): void {
    this.#tradedSinceDepth += size;
    this.#handDown(size, (order, left) => order.queue.trade(fromMicro(left)), fill);
  }

  /** A new recorded size, less what we took of it. */
  restate(depth: MicroShares, fill: FillOrder): void {
    const cancelled = Math.max(0, this.#depth - depth - this.#tradedSinceDepth);
    this.#depth = depth;
    this.#tradedSinceDepth = 0;
    this.#handDown(cancelled, (order) => order.queue.depth(fromMicro(depth)), fill);
  }

  /** A taker of ours took recorded shares that stood ahead of these orders. */
  advance(orders: readonly QueuedOrder[], size: MicroShares): void {
    this.#tradedSinceDepth += size;
    for (const order of orders) order.front = order.queue.trade(fromMicro(size)).front;
  }

  /** The other side stands clear of this price. */
  clear(): void {
    for (const order of this.orders) order.isPassive = true;
  }

  /** Price went through this level, showing that size: nobody is ahead any more. */
  passThrough(shown: MicroShares, rule: CrossingRule, fill: FillOrder): void {
    let left = shown;
    // A filled order leaves the line while it is walked.
    const line = [...this.orders];
    for (const order of line) {
      order.front = order.queue.trade(order.front).front;
      const isWhole = rule === "remainder" && order.isPassive;
      const size = isWhole ? order.leaves : Math.min(order.leaves, left);
      left = Math.max(0, left - size);
      if (size > 0) fill(order, size);
    }
  }

  #handDown(
    volume: MicroShares,
    move: (order: QueuedOrder, left: MicroShares) => QueueStep,
    fill: FillOrder,
  ): void {
    let left = volume;
    const line = [...this.orders];
    for (const order of line) {
      const { front, filled } = move(order, left);
      order.front = front;
      const size = Math.min(Math.round(filled * MICRO), order.leaves, left);
      if (size <= 0) continue;
      left -= size;
      fill(order, size);
    }
  }
}

/** Recorded shares ahead of an order, whole micro-shares. */
export function sizeInFront({ front }: QueuedOrder): MicroShares {
  return Math.ceil(front * MICRO - ROUNDING);
}
