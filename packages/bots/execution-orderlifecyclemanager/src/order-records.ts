import type { EpochMs } from "@polytraders/core";
import { openRecord, type NewOrder, type OrderRecord } from "./order-record.ts";

/** How long an order that is gone is remembered: fills and settlements can come late. */
const CLOSED_KEPT_MS = 600_000;
/** Orders that are gone and remembered at most, in one market. */
const CLOSED_KEPT_MAX = 256;

/** The records of one market's orders, in the order in which they were first heard of. */
export class OrderRecords {
  readonly #records = new Map<string, OrderRecord>();
  #openCount = 0;

  get openCount(): number {
    return this.#openCount;
  }

  find(orderId: string): OrderRecord | undefined {
    return this.#records.get(orderId);
  }

  open(): OrderRecord[] {
    return this.all().filter(({ closedAtMs }) => closedAtMs === null);
  }

  all(): OrderRecord[] {
    return [...this.#records.values()];
  }

  /** The record of an order, begun now if it is new. */
  obtain(order: NewOrder, nowMs: EpochMs): OrderRecord {
    const known = this.#records.get(order.orderId);
    if (known !== undefined) return known;
    const record = openRecord(order, nowMs);
    this.#records.set(order.orderId, record);
    this.#openCount += 1;
    return record;
  }

  close(record: OrderRecord, nowMs: EpochMs): void {
    record.outcome = null;
    record.cancellation = null;
    if (record.closedAtMs !== null) return;
    record.closedAtMs = nowMs;
    this.#openCount -= 1;
    this.#forget(nowMs);
  }

  /** An order that was thought to be gone is not. */
  reopen(record: OrderRecord): void {
    if (record.closedAtMs === null) return;
    record.closedAtMs = null;
    this.#openCount += 1;
  }

  replaceAll(records: readonly OrderRecord[]): void {
    this.#records.clear();
    for (const record of records) this.#records.set(record.orderId, record);
    this.#openCount = this.open().length;
  }

  #forget(nowMs: EpochMs): void {
    let surplus = this.#records.size - this.#openCount - CLOSED_KEPT_MAX;
    for (const { orderId, closedAtMs } of this.#records.values()) {
      if (closedAtMs === null) continue;
      if (surplus <= 0 && nowMs - closedAtMs <= CLOSED_KEPT_MS) continue;
      this.#records.delete(orderId);
      surplus -= 1;
    }
  }
}
