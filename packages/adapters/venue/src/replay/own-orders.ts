import type { MicroShares, PriceUnits } from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";
import { isWithinLimit, levelKey } from "./level-key.ts";
import { QueuedLevel, type QueuedOrder } from "./queued-level.ts";

/** Where an order of ours rests. */
interface RestingPlace {
  readonly side: BookSide;
  readonly level: QueuedLevel;
  readonly order: QueuedOrder;
}

/** All our resting orders: two sides of levels, best price first. */
export class OwnOrders {
  readonly #sides: readonly [bids: QueuedLevel[], asks: QueuedLevel[]] = [[], []];
  readonly #levels = new Map<number, QueuedLevel>();
  readonly #places = new Map<number, RestingPlace>();

  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  /** Levels of a side, best first. A copy: fills may empty levels on the way. */
  levels(side: BookSide): QueuedLevel[] {
    return [...this.#sides[side]];
  }

  level(key: number): QueuedLevel | undefined {
    return this.#levels.get(key);
  }

  place(orderIndex: number): RestingPlace | undefined {
    return this.#places.get(orderIndex);
  }

  /** The level at a price, opened when there is none; `depth` is what is displayed there. */
  open(side: BookSide, price: PriceUnits, depth: MicroShares): QueuedLevel {
    const key = levelKey(side, price);
    const known = this.#levels.get(key);
    if (known !== undefined) return known;
    const level = new QueuedLevel(price, depth);
    const levels = this.#sides[side];
    const at = levels.findIndex((other) => !isWithinLimit(side, other.price, price));
    levels.splice(at < 0 ? levels.length : at, 0, level);
    this.#levels.set(key, level);
    return level;
  }

  /** Notes the order that has just joined a level. */
  add(side: BookSide, level: QueuedLevel): void {
    const order = level.orders.at(-1);
    if (order !== undefined) this.#places.set(order.orderIndex, { side, level, order });
  }

  remove(orderIndex: number): void {
    const place = this.#places.get(orderIndex);
    if (place === undefined) return;
    this.#places.delete(orderIndex);
    const { side, level, order } = place;
    level.remove(order);
    if (level.orders.length > 0) return;
    this.#levels.delete(levelKey(side, level.price));
    const levels = this.#sides[side];
    levels.splice(levels.indexOf(level), 1);
  }
}
