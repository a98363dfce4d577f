import type { OrderFilter } from "./exchange.ts";
import type { OrderRecord } from "./order-record.ts";

/** Every order the exchange knows: open ones by what they are asked for by, closed ones by id. */
export class OrderStore {
  readonly #byId = new Map<string, OrderRecord>();
  readonly #open = new Map<number, OrderRecord>();
  readonly #openBySession = new Map<string, Set<OrderRecord>>();
  /** By the market's number. */
  readonly #openByMarket: Set<OrderRecord>[] = [];
  readonly #closedIds: string[] = [];
  readonly #closedKept: number;
  #closedDropped = 0;
  #accepted = 0;

  /** @param closedKept - closed orders that stay known, newest first */
  constructor(closedKept: number) {
    this.#closedKept = closedKept;
  }

  /** The number of the next order. */
  get nextIndex(): number {
    return this.#accepted;
  }

  add(order: OrderRecord): void {
    this.#accepted += 1;
    this.#byId.set(order.request.orderId, order);
    this.#open.set(order.index, order);
    const { index } = order.market;
    (this.#openByMarket[index] ??= new Set()).add(order);
    const { session } = order.request;
    const ofSession = this.#openBySession.get(session);
    if (ofSession === undefined) this.#openBySession.set(session, new Set([order]));
    else ofSession.add(order);
  }

  /** Takes an order that will not change any more out of the open ones. */
  close(order: OrderRecord): void {
    if (!this.#open.delete(order.index)) return;
    this.#openByMarket[order.market.index]?.delete(order);
    const { session, orderId } = order.request;
    const ofSession = this.#openBySession.get(session);
    ofSession?.delete(order);
    if (ofSession?.size === 0) this.#openBySession.delete(session);
    this.#closedIds.push(orderId);
    this.#forgetOldest();
  }

  byId(orderId: string): OrderRecord | undefined {
    return this.#byId.get(orderId);
  }

  openByIndex(index: number): OrderRecord | undefined {
    return this.#open.get(index);
  }

  /** A copy: the orders may be closed while it is walked through. */
  openOfSession(session: string): OrderRecord[] {
    return [...(this.#openBySession.get(session) ?? [])];
  }

  /** Live and delayed orders of a market, by its number, oldest first; a view that changes with them. */
  openOfMarket(marketIndex: number): Iterable<OrderRecord> {
    return this.#openByMarket[marketIndex] ?? [];
  }

  get openOrders(): Iterable<OrderRecord> {
    return this.#open.values();
  }

  /** Open orders that match every given field, oldest first. */
  find(filter: OrderFilter, ofMarket: Iterable<OrderRecord> | null): OrderRecord[] {
    const found: OrderRecord[] = [];
    for (const order of this.#candidates(filter, ofMarket)) {
      if (matches(order, filter)) found.push(order);
    }
    return found;
  }

  #candidates(filter: OrderFilter, ofMarket: Iterable<OrderRecord> | null): Iterable<OrderRecord> {
    if (filter.orderId !== undefined) {
      const order = this.#byId.get(filter.orderId);
      return order?.isOpen === true ? [order] : [];
    }
    if (filter.session !== undefined) return this.#openBySession.get(filter.session) ?? [];
    return ofMarket ?? this.#open.values();
  }

  #forgetOldest(): void {
    if (this.#closedIds.length - this.#closedDropped <= this.#closedKept) return;
    const oldest = this.#closedIds[this.#closedDropped];
    if (oldest !== undefined) this.#byId.delete(oldest);
    this.#closedDropped += 1;
    if (this.#closedDropped * 2 > this.#closedIds.length) {
      this.#closedIds.splice(0, this.#closedDropped);
      this.#closedDropped = 0;
    }
  }
}

function matches(order: OrderRecord, filter: OrderFilter): boolean {
  const { request, market } = order;
  return (
    (filter.session === undefined || filter.session === request.session) &&
    (filter.orderId === undefined || filter.orderId === request.orderId) &&
    (filter.conditionId === undefined || filter.conditionId === market.terms.conditionId) &&
    (filter.tokenId === undefined || filter.tokenId === request.tokenId)
  );
}
