import {
  PRICE_UNITS_PER_USD,
  type BookLevel,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import type { TokenIndex } from "../market/venue-market.ts";
import {
  CANCELLED,
  EngineEvents,
  FILLED,
  LEVEL_CHANGED,
  PLACED,
  REFUSED,
  type EngineCancelReason,
  type EngineRefusal,
} from "./engine-events.ts";
import type { BookSide, SelfTradePrevention, SubmitOutcome } from "./market-book.ts";
import { EXECUTION, MatchingCore, NO_BUDGET, type Execution } from "./matching-core.ts";
import { NO_SLOT } from "./order-slots.ts";

/** How an engine is made. */
export interface MatchingEngineOptions {
  /** Price units, 100 (one cent) by default. */
  readonly tickSize?: PriceUnits;
  /** `cancel_resting` by default. */
  readonly selfTradePrevention?: SelfTradePrevention;
}

/** An order for a {@link MatchingEngine}. */
export interface EngineOrder {
  /** Unique among resting orders. */
  readonly orderId: string;
  /** 0 the first token (default), 1 the second. */
  readonly token?: TokenIndex;
  readonly side: "BUY" | "SELL";
  /** Limit in the order's own token, a multiple of the tick inside (0, 10,000). */
  readonly price: PriceUnits;
  /** Micro-shares, 1 or more. */
  readonly size: MicroShares;
  /** Number of the account, 0 or more; orders of one account never meet. None by default. */
  readonly account?: number;
  /** GTC by default; expiry is the caller's business. */
  readonly timeInForce?: "GTC" | "GTD" | "FOK" | "FAK";
  readonly isPostOnly?: boolean;
  /** Money to spend instead of shares to get: BUY with FAK or FOK only. */
  readonly budgetMicroUsd?: MicroUsd;
}

/** How a placement ended. */
export type PlacementOutcome = SubmitOutcome | "duplicate" | "invalid";

/**
 * A matching engine of its own for one binary market: both tokens in one book, price-time priority,
 * string order ids, every event in reusable columns.
 *
 * ```ts
 * const engine = new MatchingEngine();
 * engine.place({ orderId: "a", side: "SELL", price: 5_500, size: 10_000_000 });
 * engine.place({ orderId: "b", token: 1, side: "SELL", price: 4_400, size: 4_000_000 });
 * for (const event of engine.events) console.log(event);
 * engine.events.clear();
 * ```
 */
export class MatchingEngine {
  /** What happened since it was last cleared. */
  readonly events = new EngineEvents();
  readonly #core: MatchingCore;
  readonly #slotOf = new Map<string, number>();
  /** By slot: id, and the token an order names. */
  readonly #idOf: string[] = [];
  readonly #tokenOf: number[] = [];
  #tickSize: PriceUnits;
  #takerId = "";
  #takerToken = 0;

  constructor({
    tickSize = 100,
    selfTradePrevention = "cancel_resting",
  }: MatchingEngineOptions = {}) {
    this.#tickSize = tickSize;
    const { events } = this;
    this.#core = new MatchingCore(tickSize, selfTradePrevention, {
      filled: (slot, size, bookPrice, isDone) => {
        this.#fill(slot, size, bookPrice, isDone);
      },
      evicted: (slot) => {
        this.#slotOf.delete(this.#idOf[slot] ?? "");
        this.#pushCancelled(slot, "self_trade");
      },
      levelChanged: (side, price, total) => {
        events.push(LEVEL_CHANGED, "", "", side, price, total);
      },
    });
  }

  /** Orders that rest. */
  get restingCount(): number {
    return this.#slotOf.size;
  }

  /** Takes an order in. Never throws: what cannot be taken is answered and reported as refused. */
  place(order: EngineOrder): PlacementOutcome {
    const { orderId, token = 0, side, price, size, account = -1, budgetMicroUsd } = order;
    if (!this.#isValid(order)) return this.#refuse(orderId, "invalid");
    if (this.#slotOf.has(orderId)) return this.#refuse(orderId, "duplicate");
    return this.#submit(
      orderId,
      token,
      (side === "BUY") === (token === 0) ? 0 : 1,
      token === 0 ? price : PRICE_UNITS_PER_USD - price,
      account,
      size,
      budgetMicroUsd ?? NO_BUDGET,
      executionOf(order),
      NO_SLOT,
    );
  }

  /** Takes a resting order out; answers its open size, 0 when there is no such order. */
  cancel(orderId: string): MicroShares {
    const slot = this.#slotOf.get(orderId);
    if (slot === undefined) return 0;
    this.#slotOf.delete(orderId);
    this.#pushCancelled(slot, "requested");
    return this.#core.cancel(slot);
  }

  /** Cancels several; answers how many of them were resting. */
  cancelBatch(orderIds: readonly string[]): number {
    let count = 0;
    for (const orderId of orderIds) if (this.cancel(orderId) > 0) count += 1;
    return count;
  }

  /**
   * Cancels what is open of an order and places it again at another price, behind all that rests
   * there. It may match on its way.
   *
   * @param price - new limit in the order's own token
   * @returns `invalid` for a wrong price or no such order: nothing has changed then
   */
  move(orderId: string, price: PriceUnits): PlacementOutcome {
    const slot = this.#slotOf.get(orderId);
    if (slot === undefined || !this.#isPrice(price)) return "invalid";
    const { slots } = this.#core;
    const token = this.#tokenOf[slot] === 0 ? 0 : 1;
    const bookSide = slots.side[slot] === 0 ? 0 : 1;
    const account = slots.account[slot] ?? -1;
    const size = slots.size[slot] ?? 0;
    const bookPrice = token === 0 ? price : PRICE_UNITS_PER_USD - price;
    this.#pushCancelled(slot, "moved");
    const row = this.events.push(PLACED, orderId, "", bookSide, bookPrice, size);
    if (this.#core.relocate(slot, bookPrice)) return "resting";
    this.events.count = row;
    this.#core.cancel(slot);
    const { rest } = EXECUTION;
    const outcome = this.#submit(
      orderId,
      token,
      bookSide,
      bookPrice,
      account,
      size,
      NO_BUDGET,
      rest,
      slot,
    );
    if (outcome !== "resting") this.#slotOf.delete(orderId);
    return outcome;
  }

  /** Open size of a resting order, 0 when it is not resting. */
  openSize(orderId: string): MicroShares {
    const slot = this.#slotOf.get(orderId);
    return slot === undefined ? 0 : (this.#core.slots.size[slot] ?? 0);
  }

  /** Shares in front of a resting order at its price. */
  sizeAhead(orderId: string): MicroShares {
    const slot = this.#slotOf.get(orderId);
    return slot === undefined ? 0 : this.#core.sizeAhead(slot);
  }

  /** Resting orders of a side, best price first, oldest first within a price. */
  restingOrders(bookSide: BookSide): string[] {
    const found: string[] = [];
    this.#core.visitOrders(bookSide, (slot) => found.push(this.#idOf[slot] ?? ""));
    return found;
  }

  /** Best price of a side on the view of the first token, 0 when that side is empty. */
  bestPrice(bookSide: BookSide): PriceUnits {
    return this.#core.bestPrice(bookSide);
  }

  /** Levels of a side on the view of the first token, best first. */
  levels(bookSide: BookSide, limit = Number.POSITIVE_INFINITY): BookLevel[] {
    const levels: BookLevel[] = [];
    if (limit <= 0) return levels;
    this.#core.visitLevels(bookSide, (price, size) => levels.push({ price, size }) < limit);
    return levels;
  }

  /** New tick size for the orders to come; what rests between the new ticks stays. */
  setTickSize(tickSize: PriceUnits): void {
    this.#tickSize = tickSize;
    this.#core.setTickSize(tickSize);
  }

  #submit(
    orderId: string,
    token: TokenIndex,
    bookSide: BookSide,
    bookPrice: PriceUnits,
    account: number,
    size: MicroShares,
    budget: MicroUsd,
    execution: Execution,
    slotBefore: number,
  ): SubmitOutcome {
    const core = this.#core;
    this.#takerId = orderId;
    this.#takerToken = token;
    const row = this.events.push(PLACED, orderId, "", bookSide, bookPrice, size);
    const outcome = core.submit(bookSide, bookPrice, account, size, budget, execution);
    const slot = core.restingSlot;
    if (slot !== NO_SLOT) {
      // A moved order gets its slot back as a rule, and then the map knows it already.
      if (slot !== slotBefore) this.#slotOf.set(orderId, slot);
      this.#idOf[slot] = orderId;
      this.#tokenOf[slot] = token;
      return outcome;
    }
    if (outcome === "done" || outcome === "self_trade") {
      const left = budget === NO_BUDGET ? size - core.filledSize : 0;
      const reason = outcome === "done" ? "unfilled" : "self_trade";
      if (left > 0) this.events.push(CANCELLED, orderId, reason, bookSide, bookPrice, left);
      return outcome;
    }
    this.events.kind[row] = REFUSED;
    this.events.detail[row] = outcome;
    return outcome;
  }

  #fill(slot: number, size: MicroShares, bookPrice: PriceUnits, isDone: boolean): void {
    const { events } = this;
    const { slots, filledSize } = this.#core;
    const makerId = this.#idOf[slot] ?? "";
    const side = slots.side[slot] ?? 0;
    const row = events.push(FILLED, makerId, this.#takerId, side, bookPrice, size);
    events.makerRemaining[row] = isDone ? 0 : (slots.size[slot] ?? 0) - size;
    events.takerFilled[row] = filledSize;
    const isSwap = this.#tokenOf[slot] === this.#takerToken;
    // The maker of a bid buys the first token or sells the second.
    events.matchKind[row] = isSwap ? 0 : (side === 0) === (this.#tokenOf[slot] === 0) ? 1 : 2;
    if (isDone) this.#slotOf.delete(makerId);
  }

  #pushCancelled(slot: number, reason: EngineCancelReason): void {
    const { slots } = this.#core;
    const price = this.#core.priceOf(slot);
    const id = this.#idOf[slot] ?? "";
    const size = slots.size[slot] ?? 0;
    this.events.push(CANCELLED, id, reason, slots.side[slot] ?? 0, price, size);
  }

  #refuse(orderId: string, reason: EngineRefusal & PlacementOutcome): PlacementOutcome {
    this.events.push(REFUSED, orderId, reason, 0, 0, 0);
    return reason;
  }

  #isPrice(price: PriceUnits): boolean {
    return price > 0 && price < PRICE_UNITS_PER_USD && price % this.#tickSize === 0;
  }

  #isValid({ price, size, side, timeInForce, isPostOnly, budgetMicroUsd }: EngineOrder): boolean {
    if (!this.#isPrice(price) || !(size > 0 && Number.isSafeInteger(size))) return false;
    const isImmediate = timeInForce === "FAK" || timeInForce === "FOK";
    if (isPostOnly === true && isImmediate) return false;
    if (budgetMicroUsd === undefined) return true;
    return (
      isImmediate && side === "BUY" && budgetMicroUsd > 0 && Number.isSafeInteger(budgetMicroUsd)
    );
  }
}

function executionOf({ timeInForce, isPostOnly }: EngineOrder): Execution {
  if (isPostOnly === true) return EXECUTION.postOnly;
  if (timeInForce === "FAK") return EXECUTION.fillAndKill;
  return timeInForce === "FOK" ? EXECUTION.fillOrKill : EXECUTION.rest;
}
