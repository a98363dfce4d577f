import {
  complementPrice,
  type EpochMs,
  type MicroShares,
  type OrderBook,
  type PriceUnits,
} from "@polytraders/core";

/** How long after a decision or plan its orders may still arrive. */
const ARMED_MS = 10_000;
/** How long news of a level may come after the fill that it explains. */
const GRACE_MS = 5_000;
/** Levels of either side that are watched while an order is on its way. */
const LEVELS_WATCHED = 40;
/** Levels that we took from and that are followed for good. */
const TAKEN_KEPT = 64;
/** Prices of one side: 1 to 9,999. */
export const KEYS_PER_SIDE = 10_001;

interface ShownLevel {
  displayed: MicroShares;
  /** Displayed at first, and whatever was added since, less what we took. */
  left: number;
  isTaken: boolean;
}

/** What was found out by holding fills against levels. */
export interface ShownFindings {
  takerFillCount: number;
  takenSize: MicroShares;
  beyondShownSize: MicroShares;
  beyondShownCount: number;
  unjudgedFillCount: number;
  /** Fills of resting orders whose level was followed. */
  restingFillCount: number;
}

/**
 * One market's levels as the book showed them, less what our orders took: a level gives what it
 * displayed once, and again only what was added since. The market data does not know of our fills, so
 * a simulation that forgets them would take the same shares again and again.
 */
export class ShownDepth {
  readonly #book: OrderBook;
  readonly #findings: ShownFindings;
  readonly #levels = new Map<number, ShownLevel>();
  readonly #debts: { readonly key: number; readonly dueMs: EpochMs }[] = [];
  #armedUntilMs = Number.NEGATIVE_INFINITY;
  #isArmed = false;

  /** @param findings - shared by all markets of a run */
  constructor(book: OrderBook, findings: ShownFindings) {
    this.#book = book;
    this.#findings = findings;
  }

  /** An order that may take is on its way until `arrivesBy` at least. */
  arm(arrivesByMs: EpochMs): void {
    this.#armedUntilMs = Math.max(this.#armedUntilMs, arrivesByMs + ARMED_MS);
    this.#isArmed = true;
    this.#look();
  }

  /** The book has changed, or time has passed. */
  onBook(timeMs: EpochMs): void {
    if (this.#levels.size === 0 && !this.#isArmed) return;
    if (this.#isArmed && timeMs > this.#armedUntilMs) this.#disarm();
    this.#look();
    this.#judgeDebts(timeMs);
  }

  /** A fill that took, in terms of its own token. */
  take(
    fill: { readonly side: "BUY" | "SELL"; readonly price: PriceUnits; readonly size: MicroShares },
    isFirstToken: boolean,
    timeMs: EpochMs,
  ): void {
    const key = takenKey(fill.side, fill.price, isFirstToken);
    const level = this.#levels.get(key);
    if (level === undefined) {
      this.#findings.unjudgedFillCount += 1;
      return;
    }
    this.#findings.takerFillCount += 1;
    this.#findings.takenSize += fill.size;
    level.left -= fill.size;
    if (!level.isTaken) this.#follow(key, level);
    if (level.left < 0) this.#debts.push({ key, dueMs: timeMs + GRACE_MS });
  }

  /** Nothing more comes that could explain a fill. */
  finish(): void {
    this.#judgeDebts(Number.POSITIVE_INFINITY);
  }

  #look(): void {
    for (const [key, level] of this.#levels) {
      const size = sizeAt(this.#book, key);
      if (size > level.displayed) level.left += size - level.displayed;
      level.displayed = size;
    }
    if (!this.#isArmed) return;
    const { bids, asks, bestBidIndex, bestAskIndex, lastIndex } = this.#book;
    let [bid, ask] = [bestBidIndex, bestAskIndex];
    for (let count = 0; count < LEVELS_WATCHED; count += 1) {
      if (bid > 0) this.#notice(0, bid);
      if (ask < lastIndex) this.#notice(1, ask);
      bid = bid > 0 ? bids.nextBelow(bid) : 0;
      ask = ask < lastIndex ? asks.nextAbove(ask) : lastIndex;
    }
  }

  #notice(side: 0 | 1, index: number): void {
    const key = side * KEYS_PER_SIDE + this.#book.priceOf(index);
    if (this.#levels.has(key)) return;
    const size = sizeAt(this.#book, key);
    this.#levels.set(key, { displayed: size, left: size, isTaken: false });
  }

  #disarm(): void {
    this.#isArmed = false;
    for (const [key, { isTaken }] of this.#levels) if (!isTaken) this.#levels.delete(key);
  }

  /** Follows a level for good; the one taken from first is let go when there are too many. */
  #follow(key: number, level: ShownLevel): void {
    level.isTaken = true;
    this.#levels.delete(key);
    this.#levels.set(key, level);
    const taken = [...this.#levels].filter(([, { isTaken }]) => isTaken);
    const [oldest] = taken;
    if (taken.length > TAKEN_KEPT && oldest !== undefined) this.#levels.delete(oldest[0]);
  }

  #judgeDebts(timeMs: EpochMs): void {
    for (;;) {
      const [debt] = this.#debts;
      if (debt === undefined || debt.dueMs > timeMs) return;
      this.#debts.shift();
      const { key } = debt;
      const level = this.#levels.get(key);
      if (level === undefined || level.left >= 0) continue;
      this.#findings.beyondShownSize -= level.left;
      this.#findings.beyondShownCount += 1;
      level.left = 0;
    }
  }
}

/** The level that a fill took from, on the view of the first token. */
function takenKey(side: "BUY" | "SELL", price: PriceUnits, isFirstToken: boolean): number {
  return restingKey(side === "BUY" ? "SELL" : "BUY", price, isFirstToken);
}

/** The level at which an order rests, on the view of the first token: bids first, then asks. */
export function restingKey(side: "BUY" | "SELL", price: PriceUnits, isFirstToken: boolean): number {
  const isAsk = (side === "SELL") === isFirstToken;
  return (isAsk ? KEYS_PER_SIDE : 0) + (isFirstToken ? price : complementPrice(price));
}

/** Displayed at a level, on the view of the first token. */
export function sizeAt(book: OrderBook, key: number): MicroShares {
  const ladder = key >= KEYS_PER_SIDE ? book.asks : book.bids;
  return ladder.sizes[(key % KEYS_PER_SIDE) / book.gridStep] ?? 0;
}
