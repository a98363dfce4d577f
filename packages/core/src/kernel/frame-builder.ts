import type { MarketStatus } from "../contracts/market-status.ts";
import type { TradeTick } from "../contracts/trade-tick.ts";
import { isTickSize } from "../domain/tick-size.ts";
import { PRICE_UNITS_PER_USD, type EpochMs } from "../domain/units.ts";
import { RowFlag, RowKind, type MarketDataBatch } from "../market-data/market-data-batch.ts";
import type { FrameApplied } from "./kernel-event.ts";
import type { MarketState } from "./market-state.ts";
import type { RollingHash } from "./rolling-hash.ts";

const STATUS_NAMES = [
  "open",
  "halted",
  "closed",
  "resolved_first",
  "resolved_second",
  "resolved_void",
] as const;
/** Room below the price for flags, kind and side: 8 + 8 + 1 bits. */
const PRICE_SHIFT = 131_072;
const NO_TRADES: readonly TradeTick[] = [];
const NO_STATUSES: readonly MarketStatus[] = [];

/**
 * Collects the rows of one frame and applies them to the book as they come. Rows that break the
 * format are refused and counted, one by one; they never stop a run and never touch a book.
 */
export class FrameBuilder {
  /** Refused rows by reason. */
  readonly refusedRows: Record<string, number> = {};
  readonly #markets: readonly MarketState[];
  readonly #hash: RollingHash;
  #market: MarketState | undefined;
  #rowCount = 0;
  #timeMs = 0;
  #exchangeTimeMs = 0;
  #isHeartbeat = false;
  #hasBookChange = false;
  #trades: TradeTick[] | undefined;
  #statuses: MarketStatus[] | undefined;

  constructor(markets: readonly MarketState[], hash: RollingHash) {
    this.#markets = markets;
    this.#hash = hash;
  }

  /** True between a frame's first and last row. */
  get isOpen(): boolean {
    return this.#rowCount > 0;
  }

  /** @param nowMs - kernel time, that of the frame's event */
  add(batch: MarketDataBatch, row: number, nowMs: EpochMs): void {
    const kind = batch.kind[row] ?? 0;
    this.#rowCount += 1;
    this.#timeMs = nowMs;
    if (kind === RowKind.Heartbeat) {
      this.#isHeartbeat = true;
      this.#hash.foldNumber(kind);
      return;
    }
    const market = this.#markets[batch.market[row] ?? -1];
    if (market === undefined) return this.#refuse("unknown_market");
    if (this.#market !== undefined && this.#market !== market)
      return this.#refuse("foreign_market");
    const exchangeTimeMs = batch.exchangeTimeMs[row] ?? 0;
    if (!isTime(exchangeTimeMs)) return this.#refuse("time_invalid");
    const side = batch.side[row] ?? 0;
    if (side > 1) return this.#refuse("side_unknown");
    this.#market = market;
    if (exchangeTimeMs !== this.#exchangeTimeMs) {
      this.#exchangeTimeMs = exchangeTimeMs;
      this.#hash.foldNumber(exchangeTimeMs);
    }
    const flags = batch.flags[row] ?? 0;
    const isSecond = (flags & RowFlag.SecondToken) !== 0;
    const price = batch.price[row] ?? 0;
    const size = batch.size[row] ?? 0;
    // Everything but the size fits into the 53 bits of one number.
    this.#hash.foldNumber(price * PRICE_SHIFT + (flags * 512 + kind * 2 + side));
    this.#hash.foldNumber(size);
    if (kind === RowKind.Level) this.#applyLevel(market, isSecond, side, price, size);
    else this.#applyOther(kind, market, isSecond, side, price, size, flags);
  }

  /** What the rows so far amount to; nothing when none of them was usable. */
  get outcome(): "nothing" | "heartbeat" | "market" {
    if (this.#market !== undefined) return "market";
    return this.#isHeartbeat ? "heartbeat" : "nothing";
  }

  /** The frame as an event. Only for the outcome `market`, and once. */
  toEvent(sequence: number, timeMs: EpochMs): FrameApplied {
    const market = this.#market;
    if (market === undefined) throw new TypeError("a frame without a market is no event");
    const exchangeTimeMs = this.#exchangeTimeMs;
    this.#hash.foldNumber(market.index);
    if (exchangeTimeMs > market.newestExchangeTimeMs) market.newestExchangeTimeMs = exchangeTimeMs;
    market.newestFrameAtMs = timeMs;
    if (this.#hasBookChange) {
      market.book.updatedAtMs = exchangeTimeMs;
      market.bookChangeCount += 1;
    }
    if (this.#trades !== undefined) market.tradeCount += this.#trades.length;
    return {
      kind: "frame",
      sequence,
      timeMs,
      market,
      exchangeTimeMs,
      rowCount: this.#rowCount,
      hasBookChange: this.#hasBookChange,
      trades: this.#trades ?? NO_TRADES,
      statuses: this.#statuses ?? NO_STATUSES,
    };
  }

  /** Begins the next frame. */
  reset(): void {
    this.#rowCount = 0;
    this.#market = undefined;
    this.#isHeartbeat = false;
    this.#hasBookChange = false;
    this.#trades = undefined;
    this.#statuses = undefined;
  }

  #applyLevel(
    market: MarketState,
    isSecond: boolean,
    side: number,
    price: number,
    size: number,
  ): void {
    if (!(price > 0 && price < PRICE_UNITS_PER_USD)) return this.#refuse("price_outside_grid");
    if (!isSize(size)) return this.#refuse("size_invalid");
    this.#hasBookChange = true;
    if (isSecond) market.book.setLevel(1 - side, PRICE_UNITS_PER_USD - price, size);
    else market.book.setLevel(side, price, size);
  }

  #applyOther(
    kind: number,
    market: MarketState,
    isSecond: boolean,
    side: number,
    price: number,
    size: number,
    flags: number,
  ): void {
    switch (kind) {
      case RowKind.BookStart:
        this.#hasBookChange = true;
        return market.book.clear();
      case RowKind.Trade:
        return this.#addTrade(market, isSecond, side, price, size, flags);
      case RowKind.TickSize:
        return isTickSize(price)
          ? market.book.setTickSize(price)
          : this.#refuse("tick_size_unknown");
      case RowKind.Status:
        return this.#addStatus(market, price);
      case RowKind.Gap:
        return market.book.markGap();
      case RowKind.BestPrice:
        return undefined;
      default:
        return this.#refuse("unknown_kind");
    }
  }

  #addTrade(
    market: MarketState,
    isSecond: boolean,
    side: number,
    price: number,
    size: number,
    flags: number,
  ): void {
    if (!(price > 0 && price < PRICE_UNITS_PER_USD)) return this.#refuse("price_outside_grid");
    if (!isSize(size) || size === 0) return this.#refuse("size_invalid");
    const takerBuys = (side === 0) !== isSecond;
    (this.#trades ??= []).push({
      schemaVersion: 1,
      marketId: market.definition.marketId,
      marketIndex: market.index,
      takerSide: takerBuys ? "BUY" : "SELL",
      price: isSecond ? PRICE_UNITS_PER_USD - price : price,
      size,
      isInferred: (flags & RowFlag.Inferred) !== 0,
      exchangeTimeMs: this.#exchangeTimeMs,
      timeMs: this.#timeMs,
    });
  }

  #addStatus(market: MarketState, code: number): void {
    const status = STATUS_NAMES[code];
    if (status === undefined) return this.#refuse("status_unknown");
    market.status = status;
    (this.#statuses ??= []).push({
      schemaVersion: 1,
      marketId: market.definition.marketId,
      marketIndex: market.index,
      status,
      exchangeTimeMs: this.#exchangeTimeMs,
      timeMs: this.#timeMs,
    });
  }

  #refuse(reason: string): void {
    this.refusedRows[reason] = (this.refusedRows[reason] ?? 0) + 1;
  }
}

/** Whole micro-shares; refuses NaN too. */
function isSize(size: number): boolean {
  return size >= 0 && size <= Number.MAX_SAFE_INTEGER && size === Math.trunc(size);
}

function isTime(timeMs: number): boolean {
  return timeMs >= 0 && timeMs <= Number.MAX_SAFE_INTEGER;
}
