import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { OrderPlacement } from "../contracts/order-placement.ts";
import type { MicroShares, PriceUnits } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { OpenOrder, OpenOrders } from "../ports/open-orders.ts";
import { PlacementOf } from "./placement.ts";
import { RestingSizes } from "./resting-sizes.ts";
import { SentTimes } from "./sent-times.ts";
import { WorkingOrder, type Placement } from "./working-order.ts";

/** Orders that are over and still known, so that late news of them is told from news of strangers. */
const OVER_KEPT = 8_192;

const NONE: readonly OpenOrder[] = Object.freeze([]);

interface MarketOrders {
  /** Open orders, oldest first. */
  orders: WorkingOrder[];
  /** As handed out; `null` after a change. */
  views: readonly OpenOrder[] | null;
}

/** All our orders by their ids and markets, and the open ones as everybody may read them. */
export class OrderRegister implements OpenOrders {
  readonly #nowMs: () => number;
  readonly #orders = new Map<string, WorkingOrder>();
  readonly #open = new Map<string, WorkingOrder>();
  readonly #placements = new Map<string, Placement>();
  readonly #markets = new Map<string, MarketOrders>();
  readonly #resting = new RestingSizes();
  readonly #sent = new SentTimes();
  readonly #sentByBot = new Map<string, SentTimes>();
  /** Orders that are over, oldest first from `#overHead`. */
  #over: WorkingOrder[] = [];
  #overHead = 0;
  #orderCount = 0;
  #placementCount = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get count(): number {
    return this.#open.size;
  }
  /** Orders taken in so far. */
  get orderCount(): number {
    return this.#orderCount;
  }
  get placementCount(): number {
    return this.#placementCount;
  }

  sentWithin(windowMs: number, botId?: string): number {
    const times = botId === undefined ? this.#sent : this.#sentByBot.get(botId);
    return times?.countAfter(this.#nowMs() - windowMs) ?? 0;
  }

  find(orderId: string): OpenOrder | undefined {
    return this.#open.get(orderId)?.view;
  }

  inMarket(marketId: string): readonly OpenOrder[] {
    const market = this.#markets.get(marketId);
    if (market === undefined || market.orders.length === 0) return NONE;
    return (market.views ??= Object.freeze(market.orders.map(({ view }) => view)));
  }

  restingSize(marketIndex: number, side: "bid" | "ask", price: PriceUnits): MicroShares {
    return this.#resting.at(marketIndex, side, price);
  }

  /** Takes an approved order in as open. */
  add(approved: ApprovedOrderRecord, market: MarketState): WorkingOrder {
    const order = new WorkingOrder(approved, market, this.#orderCount);
    this.#orderCount += 1;
    this.#orders.set(approved.orderId, order);
    this.#setOpen(order);
    this.#noteSent(approved.originId);
    return order;
  }

  /** Takes in a placement that is about to be handed over. */
  place(record: OrderPlacement, order: WorkingOrder): Placement {
    const placement = new PlacementOf(record, order, this.#placementCount);
    this.#placementCount += 1;
    this.#placements.set(record.venueOrderId, placement);
    order.placements.push(placement);
    return placement;
  }

  order(orderId: string): WorkingOrder | undefined {
    return this.#orders.get(orderId);
  }
  isOpen(order: WorkingOrder): boolean {
    return this.#open.has(order.orderId);
  }
  placement(venueOrderId: string): Placement | undefined {
    return this.#placements.get(venueOrderId);
  }
  /** Open orders, oldest first. */
  openOrders(): Iterable<WorkingOrder> {
    return this.#open.values();
  }
  hasOpenIn(marketId: string): boolean {
    return (this.#markets.get(marketId)?.orders.length ?? 0) > 0;
  }

  /** Something about the order has changed: what others see of it follows. */
  changed(order: WorkingOrder): void {
    for (const placement of order.placements) this.#resting.follow(placement);
    order.touch();
    const isOver = order.isOver;
    if (isOver !== this.#open.has(order.orderId)) {
      const market = this.#markets.get(order.approved.marketId);
      if (market !== undefined) market.views = null;
      return;
    }
    if (isOver) this.#setOver(order);
    else this.#setOpen(order);
  }

  #setOpen(order: WorkingOrder): void {
    this.#open.set(order.orderId, order);
    const { marketId } = order.approved;
    const market = this.#markets.get(marketId);
    if (market === undefined) this.#markets.set(marketId, { orders: [order], views: null });
    else {
      market.orders.push(order);
      market.views = null;
    }
  }

  #setOver(order: WorkingOrder): void {
    this.#open.delete(order.orderId);
    const market = this.#markets.get(order.approved.marketId);
    if (market !== undefined) {
      market.orders.splice(market.orders.indexOf(order), 1);
      market.views = null;
    }
    this.#over.push(order);
    if (this.#over.length - this.#overHead > OVER_KEPT) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const oldest = this.#over[this.#overHead];
    this.#overHead += 1;
    if (this.#overHead > OVER_KEPT) {
      this.#over = this.#over.slice(this.#overHead);
      this.#overHead = 0;
    }
    // One that was found alive again comes back here when it is over for good.
    if (oldest === undefined || this.#open.has(oldest.orderId)) return;
    if (oldest.unsettledFillCount > 0) {
      this.#over.push(oldest);
      return;
    }
    this.#orders.delete(oldest.orderId);
    for (const { record } of oldest.placements) this.#placements.delete(record.venueOrderId);
  }

  #noteSent(botId: string): void {
    const nowMs = this.#nowMs();
    this.#sent.add(nowMs);
    const own = this.#sentByBot.get(botId);
    if (own !== undefined) return own.add(nowMs);
    const times = new SentTimes();
    times.add(nowMs);
    this.#sentByBot.set(botId, times);
  }
}
