import type { ExchangeEvent } from "./exchange-event.ts";
import type { OrderExpiry } from "./order-expiry.ts";
import type { OrderRecord } from "./order-record.ts";
import type { OrderState } from "./order-request.ts";
import type { OrderStore } from "./order-store.ts";
import type { Reservations } from "./reservations.ts";
import type { Schedule } from "./schedule.ts";

/** States in which an order will not change any more. */
export type ClosedState = Exclude<OrderState, "live" | "delayed">;

/** Takes orders out of everything that knows them, and gives back what was kept for them. */
export class OrderClosing {
  readonly #schedule: Schedule;
  readonly #store: OrderStore;
  readonly #reservations: Reservations;
  readonly #expiry: OrderExpiry;
  readonly #emit: (event: ExchangeEvent) => void;

  constructor(parts: {
    readonly schedule: Schedule;
    readonly store: OrderStore;
    readonly reservations: Reservations;
    readonly expiry: OrderExpiry;
    readonly emit: (event: ExchangeEvent) => void;
  }) {
    this.#schedule = parts.schedule;
    this.#store = parts.store;
    this.#reservations = parts.reservations;
    this.#expiry = parts.expiry;
    this.#emit = parts.emit;
  }

  /** Ends an order that is no longer in the book, without a word. */
  finish(order: OrderRecord, state: ClosedState, reason: string | null): void {
    order.state = state;
    order.cancelReason = reason;
    this.#reservations.release(order);
    this.#expiry.forget(order);
    this.#store.close(order);
  }

  /** Ends a resting order for good: out of the book, told as cancelled. The book's change is told later. */
  cancel(
    order: OrderRecord,
    reason: string | null,
    state: "cancelled" | "cancelled_market_resolved" = "cancelled",
  ): void {
    order.market.book.cancel(order.index);
    this.finish(order, state, reason);
    const timeMs = this.#schedule.nowMs;
    this.#emit({ kind: "order_cancelled", timeMs, order: order.snapshot() });
  }

  /** Ends an order that the venue refuses after it was accepted. */
  kill(order: OrderRecord, reason: string): void {
    this.finish(order, "invalid", reason);
    this.#emit({ kind: "order_killed", timeMs: this.#schedule.nowMs, order: order.snapshot() });
  }
}
