import type { EpochMs, MicroShares, OrderBook, TradeTick } from "@polytraders/core";
import { KEYS_PER_SIDE, sizeAt, type ShownFindings } from "./shown-depth.ts";

/** How long news of the market may come after the fill that it explains. */
const GRACE_MS = 5_000;
/** How long a price is followed after its last order is over: late fills. */
const FOLLOWED_MS = 10_000;

interface RestingLevel {
  /** Orders of ours that may rest there. */
  orderCount: number;
  freeSinceMs: EpochMs;
  displayed: MicroShares;
  /** Displayed on the other side at or beyond the price. */
  crossing: MicroShares;
  /** Volume that could have filled us there, less what did. */
  left: number;
  debtDueMs: EpochMs;
}

/**
 * One market's prices at which our orders rest, and the volume that can have filled them: trades at
 * their price or through it, displayed shares that left their level, and shares displayed on the other
 * side at or beyond it. A resting order that was filled by more was filled by nobody.
 */
export class RestingCredit {
  readonly #book: OrderBook;
  readonly #findings: ShownFindings;
  readonly #levels = new Map<number, RestingLevel>();

  constructor(book: OrderBook, findings: ShownFindings) {
    this.#book = book;
    this.#findings = findings;
  }

  /** An order of ours may rest at this level from now on. */
  begin(key: number): void {
    const present = this.#levels.get(key);
    if (present !== undefined) {
      present.orderCount += 1;
      return;
    }
    const crossing = this.#crossing(key);
    this.#levels.set(key, {
      orderCount: 1,
      freeSinceMs: 0,
      displayed: sizeAt(this.#book, key),
      crossing,
      left: crossing,
      debtDueMs: Number.POSITIVE_INFINITY,
    });
  }

  /** The order is over. */
  end(key: number, timeMs: EpochMs): void {
    const level = this.#levels.get(key);
    if (level === undefined) return;
    level.orderCount -= 1;
    level.freeSinceMs = timeMs;
  }

  onTrade({ takerSide, price, size }: TradeTick): void {
    for (const [key, level] of this.#levels) {
      const isAsk = key >= KEYS_PER_SIDE;
      const ours = key % KEYS_PER_SIDE;
      const isReached = isAsk
        ? takerSide === "BUY" && price >= ours
        : takerSide === "SELL" && price <= ours;
      if (isReached) level.left += size;
    }
  }

  onBook(timeMs: EpochMs): void {
    for (const [key, level] of this.#levels) {
      const displayed = sizeAt(this.#book, key);
      if (displayed < level.displayed) level.left += level.displayed - displayed;
      level.displayed = displayed;
      const crossing = this.#crossing(key);
      if (crossing > level.crossing) level.left += crossing - level.crossing;
      level.crossing = crossing;
      if (level.debtDueMs <= timeMs) this.#judge(level);
      if (level.orderCount <= 0 && timeMs > level.freeSinceMs + FOLLOWED_MS) {
        this.#judge(level);
        this.#levels.delete(key);
      }
    }
  }

  /** A fill of an order that rested. */
  take(key: number, size: MicroShares, timeMs: EpochMs): void {
    const level = this.#levels.get(key);
    if (level === undefined) {
      this.#findings.unjudgedFillCount += 1;
      return;
    }
    this.#findings.restingFillCount += 1;
    level.left -= size;
    if (level.left < 0) level.debtDueMs = Math.min(level.debtDueMs, timeMs + GRACE_MS);
  }

  /** Nothing more comes that could explain a fill. */
  finish(): void {
    for (const level of this.#levels.values()) this.#judge(level);
  }

  #judge(level: RestingLevel): void {
    level.debtDueMs = Number.POSITIVE_INFINITY;
    if (level.left >= 0) return;
    this.#findings.beyondShownSize -= level.left;
    this.#findings.beyondShownCount += 1;
    level.left = 0;
  }

  /** Displayed on the other side at or beyond a price. */
  #crossing(key: number): MicroShares {
    const { bids, asks, bestBidIndex, bestAskIndex, lastIndex, gridStep } = this.#book;
    const ours = (key % KEYS_PER_SIDE) / gridStep;
    let shown = 0;
    if (key >= KEYS_PER_SIDE) {
      for (let index = bestBidIndex; index > 0 && index >= ours; index = bids.nextBelow(index)) {
        shown += bids.sizes[index] ?? 0;
      }
      return shown;
    }
    for (let index = bestAskIndex; index < lastIndex && index <= ours;) {
      shown += asks.sizes[index] ?? 0;
      index = asks.nextAbove(index);
    }
    return shown;
  }
}
