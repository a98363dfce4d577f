import type { MicroShares, PriceUnits } from "@polytraders/core";
import type { BookListener, BookSide } from "../matching/market-book.ts";
import type { LevelChange } from "./exchange-event.ts";

/** One meeting of a taker and a maker; -1 stands for a recorded trader. */
export interface BookFill {
  readonly makerIndex: number;
  readonly takerIndex: number;
  readonly size: MicroShares;
  readonly bookPrice: PriceUnits;
}

const KEYS_PER_SIDE = 16_384;

/** Collects what a market's book reports during one operation, until the exchange takes it. */
export class BookOperation implements BookListener {
  #fills: BookFill[] = [];
  #preventedOrders: number[] = [];
  /** The last total told of each level, in the order of first mention. */
  readonly #levels = new Map<number, MicroShares>();
  /** Level totals as of the end of the last operation. */
  readonly #displayed = new Map<number, MicroShares>();

  matched(makerIndex: number, takerIndex: number, size: MicroShares, bookPrice: PriceUnits): void {
    this.#fills.push({ makerIndex, takerIndex, size, bookPrice });
  }

  selfTradePrevented(orderIndex: number): void {
    this.#preventedOrders.push(orderIndex);
  }

  levelChanged(bookSide: BookSide, bookPrice: PriceUnits, size: MicroShares): void {
    this.#levels.set(bookSide * KEYS_PER_SIDE + bookPrice, size);
  }

  /** Size displayed at a level before the operation that is going on. */
  displayedBefore(bookSide: BookSide, bookPrice: PriceUnits): MicroShares {
    return this.#displayed.get(bookSide * KEYS_PER_SIDE + bookPrice) ?? 0;
  }

  takeFills(): readonly BookFill[] {
    const fills = this.#fills;
    if (fills.length > 0) this.#fills = [];
    return fills;
  }

  /** Orders that self-trade prevention took out of the book. */
  takePreventedOrders(): readonly number[] {
    const prevented = this.#preventedOrders;
    if (prevented.length > 0) this.#preventedOrders = [];
    return prevented;
  }

  /** Ends the operation: the levels that are different now. */
  takeLevelChanges(): readonly LevelChange[] {
    const changes: LevelChange[] = [];
    for (const [key, size] of this.#levels) {
      if ((this.#displayed.get(key) ?? 0) === size) continue;
      if (size === 0) this.#displayed.delete(key);
      else this.#displayed.set(key, size);
      const bookSide = key >= KEYS_PER_SIDE ? 1 : 0;
      changes.push({ bookSide, bookPrice: key - bookSide * KEYS_PER_SIDE, size });
    }
    this.#levels.clear();
    return changes;
  }
}
