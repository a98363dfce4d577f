import {
  complementPrice,
  createBatch,
  RowFlag,
  RowKind,
  RowSide,
  type EpochMs,
  type MarketStatusCode,
  type MarketDataBatch,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type { LevelChange, LevelFill, OrderSide, RestingOrders } from "./resting-orders.ts";

/** Rows kept free at the end of a batch, so that every frame fits into the batch it began in. */
export const FRAME_ROWS_MAX = 2_048;

/** Writes frames into one reused batch. Level and book rows come twice when both tokens are given. */
export class FrameWriter {
  readonly batch: MarketDataBatch;
  readonly #isMirrored: boolean;
  #timeMs: EpochMs = 0;
  #market = 0;
  #frameStart = 0;

  constructor(isMirrored: boolean, capacity?: number) {
    this.batch = createBatch(capacity);
    this.#isMirrored = isMirrored;
  }

  /** True when the next frame may not fit any more. */
  get isFull(): boolean {
    return this.batch.length + FRAME_ROWS_MAX > this.batch.kind.length;
  }

  begin(timeMs: EpochMs, market: number): void {
    this.#timeMs = timeMs;
    this.#market = market;
    this.#frameStart = this.batch.length;
  }

  /** Marks the last row; a frame without rows leaves no trace. */
  end(): void {
    const last = this.batch.length - 1;
    if (last < this.#frameStart) return;
    this.batch.flags[last] = (this.batch.flags[last] ?? 0) | RowFlag.FrameEnd;
  }

  trade(price: PriceUnits, size: MicroShares, takerSide: number): void {
    this.#row(RowKind.Trade, takerSide, 0, price, size);
  }

  tickSize(tick: PriceUnits): void {
    this.#row(RowKind.TickSize, 0, 0, tick, 0);
  }

  status(status: MarketStatusCode): void {
    this.#row(RowKind.Status, 0, 0, status, 0);
  }

  heartbeat(): void {
    this.#row(RowKind.Heartbeat, 0, 0, 0, 0);
  }

  gap(): void {
    this.#row(RowKind.Gap, 0, 0, 0, 0);
  }

  bookStart(): void {
    this.#row(RowKind.BookStart, 0, 0, 0, 0);
  }

  changes(changes: readonly LevelChange[]): void {
    for (const { side, price, size } of changes) this.level(side, price, size);
  }

  book(orders: RestingOrders): void {
    const bids = orders.levels(RowSide.Bid);
    const asks = orders.levels(RowSide.Ask);
    this.bookStart();
    this.#ladder(RowSide.Bid, bids, 0);
    this.#ladder(RowSide.Ask, asks, 0);
    if (!this.#isMirrored) return;
    this.#row(RowKind.BookStart, 0, RowFlag.SecondToken, 0, 0);
    this.#ladder(RowSide.Ask, bids, RowFlag.SecondToken);
    this.#ladder(RowSide.Bid, asks, RowFlag.SecondToken);
  }

  #ladder(side: OrderSide, levels: readonly LevelFill[], flags: number): void {
    for (const { price, size } of levels) {
      const shown = flags === RowFlag.SecondToken ? complementPrice(price) : price;
      this.#row(RowKind.Level, side, flags, shown, size);
    }
  }

  level(side: OrderSide, price: PriceUnits, size: MicroShares): void {
    this.#row(RowKind.Level, side, 0, price, size);
    if (!this.#isMirrored) return;
    const mirror = side === RowSide.Bid ? RowSide.Ask : RowSide.Bid;
    this.#row(RowKind.Level, mirror, RowFlag.SecondToken, complementPrice(price), size);
  }

  #row(kind: RowKind, side: number, flags: number, price: PriceUnits, size: MicroShares): void {
    const { batch } = this;
    const row = batch.length;
    batch.timeMs[row] = this.#timeMs;
    batch.exchangeTimeMs[row] = this.#timeMs;
    batch.market[row] = this.#market;
    batch.kind[row] = kind;
    batch.side[row] = side;
    batch.flags[row] = flags;
    batch.price[row] = price;
    batch.size[row] = size;
    batch.length = row + 1;
  }
}
