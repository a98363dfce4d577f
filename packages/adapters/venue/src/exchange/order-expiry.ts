import type { EpochMs } from "@polytraders/core";
import type { OrderRecord } from "./order-record.ts";
import { EXPIRY_LEAD_MS } from "./order-rules.ts";
import type { Schedule } from "./schedule.ts";

/** Ends GTD orders in time. Orders that end earlier leave nothing behind. */
export class OrderExpiry {
  readonly #schedule: Schedule;
  readonly #onExpired: (orders: readonly OrderRecord[]) => void;
  readonly #due = new Map<EpochMs, Set<OrderRecord>>();

  constructor(schedule: Schedule, onExpired: (orders: readonly OrderRecord[]) => void) {
    this.#schedule = schedule;
    this.#onExpired = onExpired;
  }

  /** Looks after an order; one without an expiry needs no looking after. */
  watch(order: OrderRecord): void {
    const dueMs = expiryOf(order);
    if (dueMs === null) return;
    const others = this.#due.get(dueMs);
    if (others !== undefined) {
      others.add(order);
      return;
    }
    this.#due.set(dueMs, new Set([order]));
    this.#schedule.at(dueMs, () => {
      const orders = [...(this.#due.get(dueMs) ?? [])];
      this.#due.delete(dueMs);
      if (orders.length > 0) this.#onExpired(orders);
    });
  }

  forget(order: OrderRecord): void {
    const dueMs = expiryOf(order);
    if (dueMs !== null) this.#due.get(dueMs)?.delete(order);
  }
}

/** When an order takes effect as expired, `null` for never. */
export function expiryOf(order: OrderRecord): EpochMs | null {
  const { expiresAtMs } = order.request;
  return expiresAtMs === null ? null : expiresAtMs - EXPIRY_LEAD_MS;
}
