import {
  PRICE_UNITS_PER_USD,
  commonGrid,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import type { BookSide, SelfTradePrevention, SubmitOutcome } from "./market-book.ts";
import { affordableSize, budgetCost } from "./market-order-money.ts";
import { NO_SLOT, OrderSlots } from "./order-slots.ts";
import { PriceLadder } from "./price-ladder.ts";

/** What happens to what is not matched at once. */
export const EXECUTION = { rest: 0, postOnly: 1, fillAndKill: 2, fillOrKill: 3 } as const;
export type Execution = (typeof EXECUTION)[keyof typeof EXECUTION];

/** No budget: the order is limited by its size. */
export const NO_BUDGET = -1;

/** Hears what happens to resting orders while their slots still hold them. */
export interface SlotListener {
  /** @param isDone - true when the maker is filled whole and leaves */
  filled(makerSlot: number, size: MicroShares, bookPrice: PriceUnits, isDone: boolean): void;
  /** A resting order leaves by self-trade prevention. */
  evicted(slot: number): void;
  /** Once for each level an operation touches, after all that happened on it. */
  levelChanged(bookSide: BookSide, bookPrice: PriceUnits, total: MicroShares): void;
}

/**
 * Price-time priority over both tokens of one condition, in integers. Orders are slots here; who
 * they belong to by name is kept by `UnifiedBook` and `MatchingEngine`.
 */
export class MatchingCore {
  readonly slots = new OrderSlots();
  /** Shares matched by the last submission. */
  filledSize: MicroShares = 0;
  /** Slot in which the last submission rests, `NO_SLOT` when it does not. */
  restingSlot = NO_SLOT;
  /** Price units per grid step: the finest grid seen. */
  #gridStep: PriceUnits;
  #steps: number;
  readonly #bids: PriceLadder;
  readonly #asks: PriceLadder;
  readonly #cancelsResting: boolean;
  readonly #listener: SlotListener;
  #moneyLeft: MicroUsd = NO_BUDGET;
  #isCutShort = false;

  constructor(tickSize: PriceUnits, policy: SelfTradePrevention, listener: SlotListener) {
    this.#gridStep = tickSize;
    this.#steps = PRICE_UNITS_PER_USD / tickSize;
    this.#bids = new PriceLadder(this.#steps);
    this.#asks = new PriceLadder(this.#steps);
    this.#cancelsResting = policy === "cancel_resting";
    this.#listener = listener;
  }

  /**
   * Matches an order and rests what may rest.
   *
   * @param bookPrice - limit on the view of the first token, inside (0, 10,000)
   * @param account - 0 or more; negative for an order that may meet any other
   * @param size - shares wanted; not looked at with a budget
   * @param budgetMicroUsd - money to spend instead, {@link NO_BUDGET} for none; never rests
   */
  submit(
    bookSide: BookSide,
    bookPrice: PriceUnits,
    account: number,
    size: MicroShares,
    budgetMicroUsd: MicroUsd,
    execution: Execution,
  ): SubmitOutcome {
    this.filledSize = 0;
    this.restingSlot = NO_SLOT;
    const index = this.#ownIndex(bookSide, bookPrice);
    const against = bookSide === 0 ? this.#asks : this.#bids;
    const reach = this.#steps - index;
    if (against.best < reach) {
      if (execution === EXECUTION.fillAndKill) return "unmatched";
      if (execution === EXECUTION.fillOrKill) return "unfillable";
      this.#rest(bookSide, index, bookPrice, account, size);
      return "resting";
    }
    if (execution !== EXECUTION.rest) {
      const refusal = this.#refusal(against, reach, account, size, budgetMicroUsd, execution);
      if (refusal !== null) return refusal;
    }
    this.#moneyLeft = budgetMicroUsd;
    const left = this.#sweep(against, reach, account, size);
    if (this.#isCutShort) return "self_trade";
    if (left === 0 || execution !== EXECUTION.rest) return "done";
    this.#rest(bookSide, index, bookPrice, account, left);
    return "resting";
  }

  /** Takes a resting order out; answers its open size. The slot is free afterwards. */
  cancel(slot: number): MicroShares {
    const size = this.slots.size[slot] ?? 0;
    const side = this.slots.side[slot] ?? 0;
    const index = this.slots.index[slot] ?? 0;
    const total = (side === 0 ? this.#bids : this.#asks).unlink(this.slots, slot);
    this.slots.free(slot);
    this.#listener.levelChanged(side === 0 ? 0 : 1, this.#bookPrice(side, index), total);
    return size;
  }

  /**
   * Takes a resting order to the end of another queue, in its slot.
   *
   * @returns false when it would match there: nothing has changed then
   */
  relocate(slot: number, bookPrice: PriceUnits): boolean {
    const { slots } = this;
    const side: BookSide = slots.side[slot] === 0 ? 0 : 1;
    const index = this.#ownIndex(side, bookPrice);
    if (this.#ladder(1 - side).best >= this.#steps - index) return false;
    const ladder = this.#ladder(side);
    const indexBefore = slots.index[slot] ?? 0;
    const totalBefore = ladder.unlink(slots, slot);
    if (index !== indexBefore) {
      this.#listener.levelChanged(side, this.#bookPrice(side, indexBefore), totalBefore);
    }
    slots.next[slot] = NO_SLOT;
    slots.previous[slot] = NO_SLOT;
    slots.index[slot] = index;
    const total = ladder.append(slots, slot, index, slots.size[slot] ?? 0);
    this.#listener.levelChanged(side, bookPrice, total);
    return true;
  }

  /** Shares in front of a resting order in its queue. */
  sizeAhead(slot: number): MicroShares {
    const { previous, size } = this.slots;
    let total = 0;
    let at = previous[slot] ?? NO_SLOT;
    for (; at !== NO_SLOT; at = previous[at] ?? NO_SLOT) total += size[at] ?? 0;
    return total;
  }

  bestPrice(bookSide: BookSide): PriceUnits {
    const { best } = this.#ladder(bookSide);
    return best === 0 ? 0 : this.#bookPrice(bookSide, best);
  }

  sizeAt(bookSide: BookSide, bookPrice: PriceUnits): MicroShares {
    const own = bookSide === 0 ? bookPrice : PRICE_UNITS_PER_USD - bookPrice;
    const index = own / this.#gridStep;
    return index === Math.trunc(index) ? (this.#ladder(bookSide).totals[index] ?? 0) : 0;
  }

  /** Levels of a side, best first, while `visit` answers true. */
  visitLevels(
    bookSide: BookSide,
    visit: (bookPrice: PriceUnits, total: MicroShares) => boolean,
  ): void {
    const ladder = this.#ladder(bookSide);
    for (let index = ladder.best; index > 0; index = ladder.nextBelow(index)) {
      if (!visit(this.#bookPrice(bookSide, index), ladder.totals[index] ?? 0)) return;
    }
  }

  /** Resting orders of a side: best price first, oldest first within a price. */
  visitOrders(bookSide: BookSide, visit: (slot: number) => void): void {
    const ladder = this.#ladder(bookSide);
    for (let index = ladder.best; index > 0; index = ladder.nextBelow(index)) {
      let slot = ladder.heads[index] ?? NO_SLOT;
      for (; slot !== NO_SLOT; slot = this.slots.next[slot] ?? NO_SLOT) visit(slot);
    }
  }

  /** Price of a resting order on the view of the first token. */
  priceOf(slot: number): PriceUnits {
    return this.#bookPrice(this.slots.side[slot] ?? 0, this.slots.index[slot] ?? 0);
  }

  /** Makes room for the prices of a tick; nothing that rests moves. */
  setTickSize(tickSize: PriceUnits): void {
    const step = commonGrid(this.#gridStep, tickSize);
    if (step === this.#gridStep) return;
    const factor = this.#gridStep / step;
    for (const ladder of [this.#bids, this.#asks]) ladder.refine(factor);
    const { index } = this.slots;
    for (let slot = 0; slot < index.length; slot += 1) index[slot] = (index[slot] ?? 0) * factor;
    this.#gridStep = step;
    this.#steps *= factor;
  }

  #ladder(side: number): PriceLadder {
    return side === 0 ? this.#bids : this.#asks;
  }

  #bookPrice(side: number, index: number): PriceUnits {
    return (side === 0 ? index : this.#steps - index) * this.#gridStep;
  }

  #ownIndex(side: number, bookPrice: PriceUnits): number {
    const own = side === 0 ? bookPrice : PRICE_UNITS_PER_USD - bookPrice;
    const index = own / this.#gridStep;
    if (index === Math.trunc(index)) return index;
    this.setTickSize(commonGrid(this.#gridStep, own));
    return own / this.#gridStep;
  }

  #rest(
    side: BookSide,
    index: number,
    bookPrice: PriceUnits,
    account: number,
    size: MicroShares,
  ): void {
    const slot = this.slots.take(side, index, account, size);
    this.restingSlot = slot;
    const total = this.#ladder(side).append(this.slots, slot, index, size);
    this.#listener.levelChanged(side, bookPrice, total);
  }

  /** Takes what is in reach; answers what is left to take. */
  #sweep(against: PriceLadder, reach: number, account: number, size: MicroShares): MicroShares {
    let left = size;
    this.#isCutShort = false;
    while (against.best >= reach && !this.#isCutShort) {
      const index = against.best;
      if (this.#moneyLeft >= 0) {
        left = affordableSize(this.#moneyLeft, (this.#steps - index) * this.#gridStep);
      }
      if (left === 0) break;
      left = this.#takeLevel(against, index, account, left);
    }
    return left;
  }

  #takeLevel(
    against: PriceLadder,
    index: number,
    account: number,
    wanted: MicroShares,
  ): MicroShares {
    const { slots } = this;
    const side: BookSide = against === this.#bids ? 0 : 1;
    const bookPrice = this.#bookPrice(side, index);
    const first = against.heads[index] ?? NO_SLOT;
    let slot = first;
    let left = wanted;
    let removed = 0;
    while (slot !== NO_SLOT && left > 0) {
      const open = slots.size[slot] ?? 0;
      if (account >= 0 && slots.account[slot] === account) {
        if (!this.#cancelsResting) {
          this.#isCutShort = true;
          break;
        }
        removed += open;
        this.#listener.evicted(slot);
        slot = this.#pop(slot);
        continue;
      }
      const size = open < left ? open : left;
      removed += size;
      this.filledSize += size;
      this.#listener.filled(slot, size, bookPrice, size === open);
      left = this.#moneyLeft < 0 ? left - size : this.#pay(index, size);
      if (size === open) slot = this.#pop(slot);
      else slots.size[slot] = open - size;
    }
    if (removed > 0) {
      const total = against.advance(slots, index, slot, removed);
      this.#listener.levelChanged(side, bookPrice, total);
    }
    return left;
  }

  #pop(slot: number): number {
    const next = this.slots.next[slot] ?? NO_SLOT;
    this.slots.free(slot);
    return next;
  }

  /** Takes a fill from the budget; answers what the rest still buys at that price. */
  #pay(index: number, size: MicroShares): MicroShares {
    const price = (this.#steps - index) * this.#gridStep;
    this.#moneyLeft -= budgetCost(price, size);
    return affordableSize(this.#moneyLeft, price);
  }

  /** Why an order in reach of the other side is refused all the same, `null` when it is not. */
  #refusal(
    against: PriceLadder,
    reach: number,
    account: number,
    size: MicroShares,
    budget: MicroUsd,
    execution: Execution,
  ): SubmitOutcome | null {
    if (execution === EXECUTION.postOnly) return "crosses";
    if (execution === EXECUTION.fillOrKill) {
      return this.#isFillable(against, reach, account, size, budget) ? null : "unfillable";
    }
    if (account < 0 || !this.#cancelsResting) return null;
    return this.#isFillable(against, reach, account, 1, NO_BUDGET) ? null : "unmatched";
  }

  /** Whether other accounts offer enough: exactly what {@link MatchingCore.submit} would do. */
  #isFillable(
    against: PriceLadder,
    reach: number,
    account: number,
    size: MicroShares,
    budget: MicroUsd,
  ): boolean {
    const { slots } = this;
    let left = size;
    let money = budget;
    for (let index = against.best; index >= reach; index = against.nextBelow(index)) {
      const price = (this.#steps - index) * this.#gridStep;
      for (
        let slot = against.heads[index] ?? NO_SLOT;
        slot !== NO_SLOT;
        slot = slots.next[slot] ?? NO_SLOT
      ) {
        if (account >= 0 && slots.account[slot] === account) {
          if (this.#cancelsResting) continue;
          return false;
        }
        const open = slots.size[slot] ?? 0;
        if (budget >= 0) {
          if (open >= affordableSize(money, price)) return true;
          money -= budgetCost(price, open);
        } else if (open >= left) return true;
        else left -= open;
      }
    }
    return false;
  }
}
