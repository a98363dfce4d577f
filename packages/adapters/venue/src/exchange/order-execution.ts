import type { SubmitOutcome } from "../matching/market-book.ts";
import type { BoardMarket } from "./board-market.ts";
import type { BookFill } from "./book-operation.ts";
import type { ExchangeEvent } from "./exchange-event.ts";
import { checkDisplayed, checkLevels, checkNotCrossed, checkOpenSize } from "./invariants.ts";
import type { MatchBooking } from "./match-booking.ts";
import type { OrderClosing } from "./order-closing.ts";
import type { OrderExpiry } from "./order-expiry.ts";
import type { OrderRecord } from "./order-record.ts";
import type { PlacementAnswer, PlacementStatus, Refusal } from "./order-request.ts";
import type { OrderStore } from "./order-store.ts";
import { REFUSALS } from "./refusals.ts";
import type { Reservations } from "./reservations.ts";
import type { Schedule } from "./schedule.ts";

const SELF_TRADE = "self trade prevented";

export interface OrderExecutionParts {
  readonly schedule: Schedule;
  readonly store: OrderStore;
  readonly reservations: Reservations;
  readonly expiry: OrderExpiry;
  readonly closing: OrderClosing;
  readonly booking: MatchBooking;
  readonly emit: (event: ExchangeEvent) => void;
  /** Tells of what has changed nothing. */
  readonly tell: (event: ExchangeEvent) => void;
}

/** Everything that changes a market's book, one operation at a time, told as one change. */
export class OrderExecution {
  readonly #parts: OrderExecutionParts;

  constructor(parts: OrderExecutionParts) {
    this.#parts = parts;
  }

  /**
   * Submits an order that has passed every check.
   *
   * @param wasHeld - true when it is known already, as a delayed order
   */
  execute(order: OrderRecord, wasHeld: boolean): PlacementAnswer {
    const { market, request } = order;
    const result = market.book.submit({
      orderIndex: order.index,
      accountIndex: order.accountIndex,
      token: order.token,
      bookSide: order.bookSide,
      bookPrice: order.bookPrice,
      size: order.size,
      budgetMicroUsd: order.budgetMicroUsd,
      timeInForce: request.orderType,
      isPostOnly: request.isPostOnly,
    });
    const refusal = refusalOf(result.outcome);
    if (refusal !== null) {
      if (!wasHeld) this.#tellKilled(order, refusal);
      // A recorded book may have found, while it was asked, that taken liquidity has come back.
      this.#endOperation(market, []);
      return { isAccepted: false, refusal };
    }
    this.#admit(order, wasHeld, result.restingSize > 0);
    this.#cancelPrevented(market);
    const fills = market.operation.takeFills();
    if (!market.isRecorded) checkDisplayed(market, order.bookSide === 0 ? 1 : 0, fills);
    this.#parts.booking.book(market, order, fills);
    this.#settleRest(order, result.outcome);
    this.#endOperation(market, fills);
    return answerOf(order, wasHeld);
  }

  /** Takes resting orders out of their books; each book's change is told once. */
  cancelAll(
    orders: readonly OrderRecord[],
    reason: string | null,
    state: "cancelled" | "cancelled_market_resolved" = "cancelled",
  ): void {
    const markets = new Set<BoardMarket>();
    for (const order of orders) {
      this.#parts.closing.cancel(order, reason, state);
      markets.add(order.market);
    }
    for (const market of markets) this.#endOperation(market, []);
  }

  /** Runs a change of the book that no order caused; fills against -1 are against recorded traders. */
  applyChange(market: BoardMarket, change: () => void): void {
    change();
    this.#cancelPrevented(market);
    const fills = market.operation.takeFills();
    this.#parts.booking.book(market, null, fills);
    this.#endOperation(market, fills);
  }

  /** The venue tells of an order that it could not fill at once, though it never was one. */
  #tellKilled(order: OrderRecord, refusal: Refusal): void {
    if (order.rests) return;
    const { schedule, tell } = this.#parts;
    order.state = "invalid";
    order.cancelReason = refusal.text;
    tell({ kind: "order_killed", timeMs: schedule.nowMs, order: order.snapshot() });
  }

  #admit(order: OrderRecord, wasHeld: boolean, isResting: boolean): void {
    const { store, schedule, emit } = this.#parts;
    order.state = "live";
    if (isResting) order.restingSinceMs = schedule.nowMs;
    if (!wasHeld) store.add(order);
    emit({ kind: "order_placed", timeMs: schedule.nowMs, order: order.snapshot() });
  }

  #cancelPrevented(market: BoardMarket): void {
    const { store, closing, emit, schedule } = this.#parts;
    for (const index of market.operation.takePreventedOrders()) {
      const order = store.openByIndex(index);
      if (order === undefined) continue;
      closing.finish(order, "cancelled", SELF_TRADE);
      emit({ kind: "order_cancelled", timeMs: schedule.nowMs, order: order.snapshot() });
    }
  }

  /** What becomes of a taker after its fills: rests, is done, or is cut short. */
  #settleRest(order: OrderRecord, outcome: SubmitOutcome): void {
    const { reservations, expiry, closing, emit, schedule } = this.#parts;
    const timeMs = schedule.nowMs;
    if (outcome === "resting") {
      reservations.holdRest(order);
      expiry.watch(order);
      checkOpenSize(order);
    } else if (outcome === "done") closing.finish(order, "matched", null);
    if (order.matchedSize > 0) emit({ kind: "order_updated", timeMs, order: order.snapshot() });
    if (outcome !== "self_trade") return;
    closing.finish(order, "cancelled", SELF_TRADE);
    emit({ kind: "order_cancelled", timeMs, order: order.snapshot() });
  }

  #endOperation(market: BoardMarket, fills: readonly BookFill[]): void {
    const changes = market.operation.takeLevelChanges();
    checkLevels(market, changes);
    if (!market.isRecorded) checkNotCrossed(market);
    if (changes.length === 0 && fills.length === 0) return;
    this.#parts.emit({
      kind: "book_changed",
      timeMs: this.#parts.schedule.nowMs,
      conditionId: market.terms.conditionId,
      changes,
      hasTraded: fills.length > 0,
    });
  }
}

function refusalOf(outcome: SubmitOutcome): Refusal | null {
  if (outcome === "crosses") return REFUSALS.crossesBook;
  if (outcome === "unfillable") return REFUSALS.fokUnfilled;
  return outcome === "unmatched" ? REFUSALS.fakUnmatched : null;
}

function answerOf(order: OrderRecord, wasHeld: boolean): PlacementAnswer {
  const { matchedSize, matchedMicroUsd } = order;
  return {
    isAccepted: true,
    orderId: order.request.orderId,
    status: statusOf(order, wasHeld),
    makingAmount: order.isBuy ? matchedMicroUsd : matchedSize,
    takingAmount: order.isBuy ? matchedSize : matchedMicroUsd,
    tradeIds: order.tradeIds,
  };
}

function statusOf(order: OrderRecord, wasHeld: boolean): PlacementStatus {
  if (order.matchedSize > 0) return "matched";
  return wasHeld || order.state !== "live" ? "unmatched" : "live";
}
