import { OrderBook, type EpochMs, type MicroShares, type PriceUnits } from "@polytraders/core";
import { createDepthOverlay, type DepthOverlay, type ResilienceRules } from "@polytraders/quant";
import type { BookSide } from "../matching/market-book.ts";
import { brokenInvariant } from "./broken-invariant.ts";
import { levelKey, priceOfKey, sideOfKey } from "./level-key.ts";

/** What floating point may leave of a whole micro-share. */
const ROUNDING = 1e-6;

/**
 * A recorded book less what our takers took of it. What is available is never more than recorded, and
 * nothing more than available is ever given.
 */
export class RecordedDepth {
  readonly #book: OrderBook;
  readonly #rules: ResilienceRules;
  /** Levels that we took from, by key. */
  readonly #overlays = new Map<number, DepthOverlay>();
  #takenSize: MicroShares = 0;

  constructor(tickSize: PriceUnits, rules: ResilienceRules) {
    this.#book = new OrderBook(tickSize);
    this.#rules = rules;
  }

  /** False until the first whole book, and after a gap until the next one. */
  get isProven(): boolean {
    return this.#book.isProven;
  }

  /** True when the record's own bids and asks would have met: a stale or mixed snapshot. */
  get isCrossed(): boolean {
    const { bestBidIndex, bestAskIndex, lastIndex } = this.#book;
    return bestBidIndex > 0 && bestAskIndex < lastIndex && bestBidIndex >= bestAskIndex;
  }

  /** True when the side opposite to `side` is recorded at this price or beyond, taken or not. */
  reaches(side: BookSide, price: PriceUnits): boolean {
    const { bestBidIndex, bestAskIndex, lastIndex } = this.#book;
    if (side === 0) {
      return bestAskIndex < lastIndex && this.#book.priceOf(bestAskIndex) <= price;
    }
    return bestBidIndex > 0 && this.#book.priceOf(bestBidIndex) >= price;
  }

  get takenSize(): MicroShares {
    return this.#takenSize;
  }

  /** True when every level offers all that is recorded. */
  get isUntouched(): boolean {
    return this.#overlays.size === 0;
  }

  /** True when depth may come back between two frames. */
  get isRecovering(): boolean {
    return this.#rules.recoveryPerSecond > 0 && this.#overlays.size > 0;
  }

  /** Levels that we took from. */
  overlaidKeys(): Iterable<number> {
    return this.#overlays.keys();
  }

  /** A whole book follows: calls back for each level that was recorded until now. */
  begin(forget: (key: number) => void): void {
    const { bids, asks } = this.#book;
    const last = this.#book.lastIndex;
    for (let index = this.#book.bestBidIndex; index > 0; index = bids.nextBelow(index)) {
      forget(levelKey(0, this.#book.priceOf(index)));
    }
    for (let index = this.#book.bestAskIndex; index < last; index = asks.nextAbove(index)) {
      forget(levelKey(1, this.#book.priceOf(index)));
    }
    this.#book.clear();
  }

  setLevel(side: BookSide, price: PriceUnits, size: MicroShares): void {
    this.#book.setLevel(side, price, size);
  }

  setTickSize(tickSize: PriceUnits): void {
    this.#book.setTickSize(tickSize);
  }

  markGap(): void {
    this.#book.markGap();
  }

  recorded(key: number): MicroShares {
    const { gridStep, bids, asks } = this.#book;
    const ladder = sideOfKey(key) === 0 ? bids : asks;
    return ladder.sizes[priceOfKey(key) / gridStep] ?? 0;
  }

  /** Shares left of the recorded size, whole micro-shares. */
  available(key: number, nowMs: EpochMs): MicroShares {
    const overlay = this.#overlays.get(key);
    if (overlay === undefined) return this.recorded(key);
    return Math.floor(overlay.available(nowMs) + ROUNDING);
  }

  /** Takes shares that are available. */
  consume(key: number, nowMs: EpochMs, size: MicroShares): void {
    const recorded = this.recorded(key);
    let overlay = this.#overlays.get(key);
    if (overlay === undefined) {
      overlay = createDepthOverlay(recorded, this.#rules);
      this.#overlays.set(key, overlay);
    }
    const taken = overlay.consume(nowMs, size);
    if (Math.abs(taken - size) > ROUNDING) {
      throw brokenInvariant(
        "no more than the available size to be taken of a recorded level",
        `${size} micro-shares taken at ${priceOfKey(key)} where ${taken} of ${recorded} were left`,
      );
    }
    this.#takenSize += size;
  }

  /** The frame's last word on a level: what we took of it shrinks with it and ends when it is gone. */
  settle(key: number, nowMs: EpochMs): void {
    const overlay = this.#overlays.get(key);
    if (overlay === undefined) return;
    const recorded = this.recorded(key);
    overlay.setRecorded(nowMs, recorded);
    if (recorded === 0) this.#overlays.delete(key);
  }

  /** Levels of a side with something left, best first, until `visit` answers false. */
  visit(
    side: BookSide,
    nowMs: EpochMs,
    visit: (key: number, available: MicroShares) => boolean,
  ): void {
    const book = this.#book;
    const last = book.lastIndex;
    let index = side === 0 ? book.bestBidIndex : book.bestAskIndex;
    while (index > 0 && index < last) {
      const key = levelKey(side, book.priceOf(index));
      const available = this.available(key, nowMs);
      if (available > 0 && !visit(key, available)) return;
      index = side === 0 ? book.bids.nextBelow(index) : book.asks.nextAbove(index);
    }
  }
}
