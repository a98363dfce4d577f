import { RowSide, type MicroShares, type PriceUnits } from "@polytraders/core";

/** Side of a resting order, as in `RowSide`. */
export type OrderSide = typeof RowSide.Bid | typeof RowSide.Ask;

/** A price level and whose orders were hit there. */
export interface LevelFill {
  readonly price: PriceUnits;
  readonly size: MicroShares;
}

/** A price level whose total size is no longer what was last published. */
export interface LevelChange {
  readonly side: OrderSide;
  readonly price: PriceUnits;
  readonly size: MicroShares;
}

export interface RestingOrder {
  readonly owner: number;
  readonly side: OrderSide;
  readonly price: PriceUnits;
  size: MicroShares;
}

/** What a taker order did to the book. */
export interface TakerResult {
  /** Best level first. */
  readonly fills: readonly LevelFill[];
  /** Owners of the orders that were hit. */
  readonly owners: ReadonlySet<number>;
}

/** The orders that makers have in one market, in time priority, on the view of the first token. */
export class RestingOrders {
  #orders: RestingOrder[] = [];
  /** Published size of each level touched since the last publication. */
  readonly #touched = new Map<string, LevelChange>();

  /** Orders of one owner, oldest first. */
  of(owner: number): RestingOrder[] {
    return this.#orders.filter((order) => order.owner === owner);
  }

  /** Best price of a side, 0 when it is empty; optionally without one owner's orders. */
  bestPrice(side: OrderSide, withoutOwner = -1): PriceUnits {
    let best = 0;
    for (const order of this.#orders) {
      if (order.side !== side || order.owner === withoutOwner) continue;
      if (best === 0 || (side === RowSide.Bid ? order.price > best : order.price < best)) {
        best = order.price;
      }
    }
    return best;
  }

  sizeAt(side: OrderSide, price: PriceUnits): MicroShares {
    let size = 0;
    for (const order of this.#orders) {
      if (order.side === side && order.price === price) size += order.size;
    }
    return size;
  }

  place(order: RestingOrder): void {
    this.#touch(order.side, order.price);
    this.#orders.push(order);
  }

  cancel(order: RestingOrder): void {
    this.#touch(order.side, order.price);
    this.#orders = this.#orders.filter((resting) => resting !== order);
  }

  /** Takes up to `size` from a side, best price first, oldest order first, not beyond `limit`. */
  take(side: OrderSide, size: MicroShares, limit: PriceUnits): TakerResult {
    const fills: LevelFill[] = [];
    const owners = new Set<number>();
    let left = size;
    while (left > 0) {
      const price = this.bestPrice(side);
      if (price === 0 || (side === RowSide.Ask ? price > limit : price < limit)) break;
      this.#touch(side, price);
      let taken = 0;
      for (const order of this.#orders) {
        if (order.side !== side || order.price !== price || left === 0) continue;
        const filled = Math.min(order.size, left);
        order.size -= filled;
        left -= filled;
        taken += filled;
        owners.add(order.owner);
      }
      this.#orders = this.#orders.filter((order) => order.size > 0);
      fills.push({ price, size: taken });
    }
    return { fills, owners };
  }

  /** Levels of a side, worst price first, as the venue lists them. */
  levels(side: OrderSide): LevelFill[] {
    const sizes = new Map<number, number>();
    for (const order of this.#orders) {
      if (order.side === side) sizes.set(order.price, (sizes.get(order.price) ?? 0) + order.size);
    }
    const worstFirst = side === RowSide.Bid ? 1 : -1;
    return [...sizes]
      .map(([price, size]) => ({ price, size }))
      .toSorted((left, right) => (left.price - right.price) * worstFirst);
  }

  /** Levels that differ from what was published, and counts them as published. */
  takeChanges(): LevelChange[] {
    const changes: LevelChange[] = [];
    for (const published of this.#touched.values()) {
      const size = this.sizeAt(published.side, published.price);
      if (size !== published.size) changes.push({ ...published, size });
    }
    this.#touched.clear();
    return changes;
  }

  #touch(side: OrderSide, price: PriceUnits): void {
    const key = `${side}:${price}`;
    if (this.#touched.has(key)) return;
    this.#touched.set(key, { side, price, size: this.sizeAt(side, price) });
  }
}
