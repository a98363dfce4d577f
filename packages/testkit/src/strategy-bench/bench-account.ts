import {
  notionalMicroUsd,
  type EpochMs,
  type FillEvent,
  type HeldPosition,
  type LedgerPort,
  type MicroShares,
  type MicroUsd,
  type OpenOrder,
  type OpenOrders,
} from "@polytraders/core";

/** Our open orders, as the bench has answered them. */
export class BenchOrders implements OpenOrders {
  readonly open: OpenOrder[] = [];
  readonly #nowMs: () => EpochMs;
  readonly #restingSize: OpenOrders["restingSize"];

  constructor(nowMs: () => EpochMs, restingSize: OpenOrders["restingSize"]) {
    this.#nowMs = nowMs;
    this.#restingSize = restingSize;
  }

  get count(): number {
    return this.open.length;
  }

  sentWithin(windowMs: number, botId?: string): number {
    const sinceMs = this.#nowMs() - windowMs;
    return this.open.filter(
      (order) => order.sentAtMs > sinceMs && (botId === undefined || order.botId === botId),
    ).length;
  }

  find(orderId: string): OpenOrder | undefined {
    return this.open.find((order) => order.orderId === orderId);
  }

  inMarket(marketId: string): readonly OpenOrder[] {
    return this.open.filter((order) => order.marketId === marketId);
  }

  restingSize(...at: Parameters<OpenOrders["restingSize"]>): MicroShares {
    return this.#restingSize(...at);
  }

  add(order: OpenOrder): void {
    this.open.push(order);
  }

  /** @returns the order after the change; `undefined` when it is not open */
  change(orderId: string, changes: Partial<OpenOrder>): OpenOrder | undefined {
    const index = this.open.findIndex((order) => order.orderId === orderId);
    const order = this.open[index];
    if (order === undefined) return undefined;
    const changed = { ...order, ...changes };
    this.open[index] = changed;
    return changed;
  }

  remove(orderId: string): void {
    const index = this.open.findIndex((order) => order.orderId === orderId);
    if (index >= 0) this.open.splice(index, 1);
  }
}

/**
 * A small account that follows the bench's fills: cash, positions at average cost, and what open
 * orders hold back. Every position counts at cost; nothing is marked.
 */
export class BenchAccount implements LedgerPort {
  cashMicroUsd: MicroUsd;
  readonly redeemableMicroUsd: MicroUsd = 0;
  readonly startEquityMicroUsd: MicroUsd;
  dailyVolumeMicroUsd: MicroUsd = 0;
  reconciledAtMs: EpochMs | null;
  readonly #orders: BenchOrders;
  readonly #held = new Map<string, HeldPosition>();
  readonly #fillTimes = new Map<string, EpochMs[]>();

  constructor(orders: BenchOrders, cashMicroUsd: MicroUsd, nowMs: EpochMs) {
    this.#orders = orders;
    this.cashMicroUsd = cashMicroUsd;
    this.startEquityMicroUsd = cashMicroUsd;
    this.reconciledAtMs = nowMs;
  }

  get reservedMicroUsd(): MicroUsd {
    return reservedOf(this.#orders.open);
  }
  get availableMicroUsd(): MicroUsd {
    return this.cashMicroUsd - this.reservedMicroUsd;
  }
  get inFlightMicroUsd(): MicroUsd {
    return this.exposureMicroUsd;
  }
  get effectiveEquityMicroUsd(): MicroUsd {
    return this.cashMicroUsd + this.exposureMicroUsd;
  }
  get exposureMicroUsd(): MicroUsd {
    return this.positions().reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  }
  get openPositionCount(): number {
    return this.positions().length;
  }

  peakCashMicroUsd(): MicroUsd {
    return Math.max(this.startEquityMicroUsd, this.cashMicroUsd);
  }

  marketExposureMicroUsd(marketId: string): MicroUsd {
    return this.positions()
      .filter((position) => position.marketId === marketId)
      .reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  }

  marketReservedMicroUsd(marketId: string): MicroUsd {
    return reservedOf(this.#orders.inMarket(marketId));
  }

  sellableSize(tokenId: string): MicroShares {
    const offered = this.#orders.open
      .filter((order) => order.tokenId === tokenId && order.side === "SELL")
      .reduce((sum, { remainingSize }) => sum + remainingSize, 0);
    return Math.max(0, (this.#held.get(tokenId)?.size ?? 0) - offered);
  }

  lastFillAtMs(marketId: string): EpochMs | null {
    return this.#fillTimes.get(marketId)?.at(-1) ?? null;
  }

  position(tokenId: string): HeldPosition | undefined {
    const held = this.#held.get(tokenId);
    return held !== undefined && held.size > 0 ? held : undefined;
  }

  positions(): readonly HeldPosition[] {
    return [...this.#held.values()].filter(({ size }) => size > 0);
  }

  /** Puts a position there that nothing in the bench has bought. */
  hold(marketId: string, tokenId: string, size: MicroShares, costMicroUsd: MicroUsd): void {
    this.#held.set(tokenId, {
      marketId,
      tokenId,
      size,
      costMicroUsd,
      averagePrice: size === 0 ? 0 : Math.round((10_000 * costMicroUsd) / size),
      feesMicroUsd: 0,
      realizedPnlMicroUsd: 0,
    });
  }

  book(fill: FillEvent): void {
    this.#move(fill, 1);
    const times = this.#fillTimes.get(fill.marketId) ?? [];
    times.push(fill.timeMs);
    this.#fillTimes.set(fill.marketId, times);
  }

  /** Takes back a fill that has failed. */
  reverse(fill: FillEvent, matchedAtMs: EpochMs): void {
    this.#move(fill, -1);
    const times = this.#fillTimes.get(fill.marketId) ?? [];
    const index = times.lastIndexOf(matchedAtMs);
    if (index >= 0) times.splice(index, 1);
  }

  #move(fill: FillEvent, direction: 1 | -1): void {
    const { marketId, tokenId, side, price, size, feeMicroUsd } = fill;
    const notional = notionalMicroUsd(price, size);
    const held = this.#held.get(tokenId);
    const isIn = (side === "BUY") === (direction === 1);
    const before = held?.size ?? 0;
    const sizeAfter = Math.max(0, before + (isIn ? size : -size));
    const cost = held?.costMicroUsd ?? 0;
    const costAfter = isIn ? cost + notional : Math.round((cost * sizeAfter) / Math.max(before, 1));
    this.cashMicroUsd += (isIn ? 0 - notional : notional) - direction * feeMicroUsd;
    this.dailyVolumeMicroUsd += direction * notional;
    this.hold(marketId, tokenId, sizeAfter, costAfter);
  }
}

function reservedOf(orders: readonly OpenOrder[]): MicroUsd {
  return orders
    .filter(({ side }) => side === "BUY")
    .reduce((sum, order) => sum + notionalMicroUsd(order.price, order.remainingSize, "up"), 0);
}
