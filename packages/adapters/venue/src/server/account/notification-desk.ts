import { formatPrice, formatShares, type EpochMs } from "@polytraders/core";
import type { ExchangeEvent } from "../../exchange/exchange-event.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { VenueOrder } from "../../exchange/order-request.ts";
import type { SessionStore } from "../../gateway/sessions.ts";

/** Kinds of notifications, numbered as the venue does. */
const ORDER_CANCELLED = 1;
const ORDER_FILLED = 2;

/** Notifications kept for one key; the oldest go first. */
const KEPT = 100;

interface Notice {
  readonly id: number;
  readonly type: number;
  readonly timeMs: EpochMs;
  readonly order: VenueOrder;
}

/** What keys are told about their orders until they drop it. */
export class NotificationDesk {
  readonly #exchange: Exchange;
  readonly #sessions: SessionStore;
  readonly #bySession = new Map<string, Notice[]>();
  #lastId = 0;

  constructor(exchange: Exchange, sessions: SessionStore) {
    this.#exchange = exchange;
    this.#sessions = sessions;
    exchange.subscribe((event) => this.#hear(event));
  }

  /** Oldest first, in the venue's form. */
  list(session: string): readonly Readonly<Record<string, unknown>>[] {
    return (this.#bySession.get(session) ?? []).map((notice) => this.#row(notice, session));
  }

  /** Forgets some of a key's notifications; all without ids. */
  drop(session: string, ids: readonly string[]): void {
    if (ids.length === 0) this.#bySession.delete(session);
    const gone = new Set(ids);
    const left = this.#bySession.get(session)?.filter(({ id }) => !gone.has(String(id)));
    if (left !== undefined) this.#bySession.set(session, left);
  }

  #hear(event: ExchangeEvent): void {
    if (event.kind === "order_updated") this.#add(event.order, ORDER_FILLED, event.timeMs);
    else if (event.kind === "order_cancelled")
      this.#add(event.order, ORDER_CANCELLED, event.timeMs);
  }

  #add(order: VenueOrder, type: number, timeMs: EpochMs): void {
    const { session } = order.request;
    // Simulated traders have no key and nobody who reads.
    if (this.#sessions.byApiKey(session) === undefined) return;
    this.#lastId += 1;
    const notices = this.#bySession.get(session) ?? [];
    notices.push({ id: this.#lastId, type, timeMs, order });
    if (notices.length > KEPT) notices.shift();
    this.#bySession.set(session, notices);
  }

  #row({ id, type, timeMs, order }: Notice, owner: string): Readonly<Record<string, unknown>> {
    const terms = this.#exchange.market(order.conditionId)?.terms;
    const remaining = Math.max(0, order.originalSize - order.matchedSize);
    return {
      id,
      owner,
      type,
      payload: {
        order_id: order.request.orderId,
        market: order.conditionId,
        market_slug: terms?.slug ?? "",
        question: terms?.question ?? "",
        asset_id: order.request.tokenId,
        side: order.request.side,
        type: order.request.orderType,
        price: formatPrice(order.price),
        original_size: formatShares(order.originalSize),
        matched_size: formatShares(order.matchedSize),
        remaining_size: formatShares(remaining),
        outcome: terms?.outcomes[order.token] ?? "",
        outcome_index: order.token,
        trader_side: "",
      },
      timestamp: Math.floor(timeMs / 1_000),
    };
  }
}
