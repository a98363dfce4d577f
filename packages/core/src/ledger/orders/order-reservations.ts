import type { MicroShares, MicroUsd } from "../../domain/units.ts";
import type { OrderReserved } from "../ledger-entry.ts";
import type { MarketAccount, TokenAccount } from "../positions/token-account.ts";
import { OpenOrder } from "./open-order.ts";

/** Our orders and what they promise. Orders that are over are remembered for late fills. */
export class OrderReservations {
  readonly #overKeptMax: number;
  readonly #orders = new Map<string, OpenOrder>();
  readonly #overIds: string[] = [];
  #overNext = 0;
  #openCount = 0;
  #buys: MicroUsd = 0;
  #fees: MicroUsd = 0;

  constructor(overKeptMax: number) {
    this.#overKeptMax = overKeptMax;
  }

  /** Notional of open buy orders. */
  get buys(): MicroUsd {
    return this.#buys;
  }

  /** Fees that open buy orders may cost on top. */
  get fees(): MicroUsd {
    return this.#fees;
  }

  get openCount(): number {
    return this.#openCount;
  }

  get(orderId: string): OpenOrder | undefined {
    return this.#orders.get(orderId);
  }

  open(reserved: OrderReserved, token: TokenAccount, market: MarketAccount): void {
    const order = new OpenOrder(reserved);
    this.#orders.set(reserved.orderId, order);
    this.#openCount += 1;
    this.#count(order, token, market, 1);
  }

  fill(
    order: OpenOrder,
    fill: { readonly size: MicroShares; readonly notional: MicroUsd },
    token: TokenAccount,
    market: MarketAccount,
  ): void {
    this.#change(order, token, market, () => {
      order.filledSize += fill.size;
      order.keptSize += fill.size;
      order.keptNotional += fill.notional;
    });
  }

  /** A fill has failed: the order stays as far as it had come, what it got is gone. */
  unfill(order: OpenOrder, size: MicroShares, notional: MicroUsd): void {
    order.keptSize -= size;
    order.keptNotional -= notional;
  }

  /** The order is over; fills up to `endSize` may still be on their way. */
  end(order: OpenOrder, endSize: MicroShares, token: TokenAccount, market: MarketAccount): void {
    this.#change(order, token, market, () => {
      order.endSize = endSize;
    });
  }

  #change(order: OpenOrder, token: TokenAccount, market: MarketAccount, change: () => void): void {
    const wasOver = order.isOver;
    this.#count(order, token, market, -1);
    change();
    this.#count(order, token, market, 1);
    if (order.isOver && !wasOver) {
      this.#openCount -= 1;
      this.#remember(order.reserved.orderId);
    }
  }

  #count(order: OpenOrder, token: TokenAccount, market: MarketAccount, sign: 1 | -1): void {
    if (order.reserved.side === "SELL") {
      token.reservedSells += sign * order.openSize;
      return;
    }
    const notional = order.openNotional;
    this.#buys += sign * notional;
    this.#fees += sign * order.openFee;
    market.reservedBuys += sign * notional;
  }

  #remember(orderId: string): void {
    if (this.#overIds.length < this.#overKeptMax) {
      this.#overIds.push(orderId);
      return;
    }
    this.#orders.delete(this.#overIds[this.#overNext] ?? "");
    this.#overIds[this.#overNext] = orderId;
    this.#overNext = (this.#overNext + 1) % this.#overKeptMax;
  }
}
