import type { EpochMs, MicroShares, PriceUnits } from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";
import { brokenInvariant } from "./broken-invariant.ts";
import { isWithinLimit, levelKey, oppositeOf, priceOfKey, sideOfKey } from "./level-key.ts";
import type { OwnOrders } from "./own-orders.ts";
import type { FillOrder, QueuedOrder } from "./queued-level.ts";
import type { RecordedDepth } from "./recorded-depth.ts";
import type { CrossingRule } from "./replayed-book-options.ts";

/** Hears what the recorded traders do to our orders. */
interface FlowListener {
  filled(order: QueuedOrder, size: MicroShares, key: number): void;
  /** A recorded level gave shares to our orders. */
  consumed(key: number): void;
}

/** The recorded traders meeting our resting orders. */
export class RecordedFlow {
  readonly #orders: OwnOrders;
  readonly #depth: RecordedDepth;
  readonly #crossing: CrossingRule;
  readonly #listener: FlowListener;
  filledSize: MicroShares = 0;
  beyondShownSize: MicroShares = 0;

  constructor(
    orders: OwnOrders,
    depth: RecordedDepth,
    crossing: CrossingRule,
    listener: FlowListener,
  ) {
    this.#orders = orders;
    this.#depth = depth;
    this.#crossing = crossing;
    this.#listener = listener;
  }

  /**
   * A recorded trade. Its volume goes first to our orders at better prices, through which it went,
   * then to the queue at its own price; no share of it is given twice.
   */
  trade(hitSide: BookSide, price: PriceUnits, size: MicroShares): void {
    if (this.#orders.isEmpty) return;
    let left = size;
    for (const level of this.#orders.levels(hitSide)) {
      // Levels at least as good as the trade's price are on its way.
      if (!isWithinLimit(oppositeOf(hitSide), price, level.price)) break;
      const key = levelKey(hitSide, level.price);
      if (level.price === price) {
        const given = this.#counted(key, (fill) => level.trade(left, fill));
        this.#requireWithin(given, left, key);
      } else {
        const given = this.#passThrough(key, left);
        left = Math.max(0, left - given);
      }
    }
  }

  /**
   * The recorded size of a level has been stated.
   *
   * @param mayFill - false when messages may be missing since the last statement
   */
  restate(key: number, nowMs: EpochMs, mayFill: boolean): void {
    if (this.#orders.isEmpty) return;
    const level = this.#orders.level(key);
    if (level === undefined) return;
    const depth = this.#depth.available(key, nowMs);
    if (mayFill) this.#counted(key, (fill) => level.restate(depth, fill));
    else level.restate(depth, () => undefined);
  }

  /** Recorded orders that stand at or beyond the price of ours have met them. */
  cross(nowMs: EpochMs): void {
    if (this.#orders.isEmpty) return;
    for (const side of [0, 1] as const) {
      for (const level of this.#orders.levels(side)) {
        const key = levelKey(side, level.price);
        if (!this.#depth.reaches(side, level.price)) {
          level.clear();
          continue;
        }
        const shown = this.#shownWithin(side, level.price, nowMs);
        if (shown === 0) continue;
        this.#consumeOpposite(side, Math.min(shown, this.#passThrough(key, shown)), nowMs);
      }
    }
  }

  #passThrough(key: number, shown: MicroShares): MicroShares {
    const level = this.#orders.level(key);
    if (level === undefined) return 0;
    const given = this.#counted(key, (fill) => level.passThrough(shown, this.#crossing, fill));
    this.beyondShownSize += Math.max(0, given - shown);
    return given;
  }

  /** Shares displayed on the other side at or beyond a price. */
  #shownWithin(side: BookSide, price: PriceUnits, nowMs: EpochMs): MicroShares {
    let shown = 0;
    this.#depth.visit(oppositeOf(side), nowMs, (key, available) => {
      if (!isWithinLimit(side, price, priceOfKey(key))) return false;
      shown += available;
      return true;
    });
    return shown;
  }

  /** What met our orders is no longer there for our takers. */
  #consumeOpposite(side: BookSide, size: MicroShares, nowMs: EpochMs): void {
    let left = size;
    this.#depth.visit(oppositeOf(side), nowMs, (key, available) => {
      const taken = Math.min(left, available);
      if (taken === 0) return false;
      this.#depth.consume(key, nowMs, taken);
      this.#listener.consumed(key);
      left -= taken;
      return left > 0;
    });
  }

  #counted(key: number, act: (fill: FillOrder) => void): MicroShares {
    let given = 0;
    act((order, size) => {
      given += size;
      this.#listener.filled(order, size, key);
    });
    this.filledSize += given;
    return given;
  }

  #requireWithin(given: MicroShares, size: MicroShares, key: number): void {
    if (given <= size) return;
    throw brokenInvariant(
      "no more to be given to resting orders than a recorded trade's size",
      `${given} micro-shares for a trade of ${size} on side ${sideOfKey(key)} at ${priceOfKey(key)}`,
    );
  }
}
