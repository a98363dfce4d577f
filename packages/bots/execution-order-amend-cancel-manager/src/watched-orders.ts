import {
  priceUsd,
  type ApprovedOrderRecord,
  type EpochMs,
  type Grants,
  type OpenOrder,
  type PlanDraft,
} from "@polytraders/core";
import { jitterDelayMs } from "@polytraders/quant";
import type { Parameters, ReasonCode, Types } from "./contract.gen.ts";
import type { Quote, RestingQuote } from "./judge-refresh.ts";
import type { OrderRecord } from "./quote-record.ts";
import type { TokenBooks } from "./token-books.ts";

type WatchPorts = Pick<Grants<Types>, "openOrders" | "orderCare" | "random">;

/** What an order is going to rest as: the size of its slices, the boldest of their prices. */
export function quoteOf(
  { side, price, size, expiresAtMs }: ApprovedOrderRecord,
  { slices }: PlanDraft,
): Quote {
  if (slices.length === 0) return { side, price, size, expiresAtMs };
  const prices = slices.map((slice) => slice.price);
  return {
    side,
    price: side === "BUY" ? Math.max(...prices) : Math.min(...prices),
    size: slices.reduce((sum, slice) => sum + slice.size, 0),
    expiresAtMs,
  };
}

/** The orders of a market from their plan to their end, and their way back. */
export class WatchedOrders {
  readonly #ports: WatchPorts;
  readonly #books: TokenBooks;
  readonly #parameters: Parameters;
  readonly #records = new Map<string, OrderRecord>();

  constructor(ports: WatchPorts, books: TokenBooks, parameters: Parameters) {
    this.#ports = ports;
    this.#books = books;
    this.#parameters = parameters;
  }

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  /** An order that was there before this bot counts as a quote. */
  isQuote(orderId: string): boolean {
    return (this.#records.get(orderId)?.kind ?? "quote") === "quote";
  }

  note(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    kind: OrderRecord["kind"],
    nowMs: EpochMs,
  ): void {
    const { orderId, tokenId } = order;
    if (this.#records.has(orderId)) return;
    const { side, price, expiresAtMs } = quoteOf(order, draft);
    const { refreshSeconds, refreshJitterShare } = this.#parameters;
    const uniform = this.#ports.random.next();
    const ageMs = Math.round(jitterDelayMs(1_000 * refreshSeconds, refreshJitterShare, uniform));
    this.#records.set(orderId, {
      orderId,
      kind,
      price,
      mid: this.#books.midOf(tokenId),
      distance: Math.max(0, this.#books.distanceOf(tokenId, side, price)),
      refreshAtMs: nowMs + ageMs,
      expiresAtMs,
      isTakenBack: false,
    });
  }

  forget(orderId: string): void {
    this.#records.delete(orderId);
  }

  /** Not every order that was given up is told of. */
  forgetGone(): void {
    for (const orderId of this.#records.keys()) {
      if (this.#ports.openOrders.find(orderId) === undefined) this.#records.delete(orderId);
    }
  }

  /** An open order with what was known when it was planned. */
  restingQuote(order: OpenOrder): RestingQuote {
    const record = this.#records.get(order.orderId);
    return {
      side: order.side,
      price: record?.price ?? order.price,
      size: order.remainingSize,
      expiresAtMs: record?.expiresAtMs ?? null,
      mid: record?.mid ?? null,
      refreshAtMs: record?.refreshAtMs ?? order.sentAtMs + 1_000 * this.#parameters.refreshSeconds,
    };
  }

  /** Takes back the quotes that the market has left behind. */
  takeBackDrifted(): void {
    for (const { orderId, kind, price, distance } of this.#records.values()) {
      const order = kind === "quote" ? this.#ports.openOrders.find(orderId) : undefined;
      if (order === undefined) continue;
      const drift = this.#books.distanceOf(order.tokenId, order.side, price) - distance;
      if (priceUsd(drift) > this.#parameters.driftUsdMax) {
        this.takeBack(orderId, "EXEC_QUOTE_DRIFTED");
      }
    }
  }

  takeBackAll(reasonCode: ReasonCode): void {
    for (const orderId of this.#records.keys()) this.takeBack(orderId, reasonCode);
  }

  /** Takes an order back, once; the lifecycle manager follows it up. */
  takeBack(orderId: string, reasonCode: ReasonCode): void {
    const record = this.#records.get(orderId);
    if (record === undefined || record.kind === "operator" || record.isTakenBack) return;
    const order = this.#ports.openOrders.find(orderId);
    if (order === undefined || order.isCancelling) return;
    record.isTakenBack = this.#ports.orderCare.cancel(orderId, reasonCode);
  }

  all(): OrderRecord[] {
    return [...this.#records.values()];
  }

  replaceAll(records: readonly OrderRecord[]): void {
    this.#records.clear();
    for (const record of records) this.#records.set(record.orderId, record);
  }
}
