import { complementPrice, type MicroShares, type PriceUnits } from "@polytraders/core";
import type { CaptureMessage } from "../capture/capture-message.ts";
import { compareLadders, isOneSidedDecrease, Ladder } from "../quality/ladder.ts";

/** A trade concluded from a book that lost size at the touch, on the view of the first token. */
export interface InferredTrade {
  /** 0 when the taker bought the first token: asks were consumed. */
  readonly takerSide: 0 | 1;
  readonly price: PriceUnits;
  readonly size: MicroShares;
}

/** Silence after which a full book is taken for a resubscription, not for the answer to a trade. */
export const RESUBSCRIPTION_SILENCE_MS = 60_000;

/**
 * Keeps the unified book of one market, on the view of its first token, and concludes trades.
 *
 * The venue answers a match with a full book and no change message for the consumed size. So when a
 * `book` differs from the rebuilt one only by decreases on one side, and these are a sweep from the
 * touch (the best levels gone one after the other without leaving one out, the last of them gone or
 * reduced), each decrease is a trade at that level's price and its side is the side the taker hit.
 * The other token's book then shows no further difference, so each trade is found once.
 *
 * Nothing is concluded from the first book, from a damaged book, after a step back in time, or
 * after a minute of silence: those are resubscriptions, and the decrease may be cancelled orders.
 */
export class TradeInference {
  private ladder = new Ladder();
  /** False until the first whole book, and after damage until the next one. */
  private isComparable = false;
  /** True while the message at hand follows a silence or a step back in time. */
  private isResubscription = false;
  private newestMs = 0;

  /** Applies a change of one level. `isSecond` tells that price and side are the second token's. */
  setLevel(isSecond: boolean, side: 0 | 1, price: PriceUnits, size: MicroShares): void {
    this.ladder.set(unifiedSide(isSecond, side), isSecond ? complementPrice(price) : price, size);
  }

  /** Notes a message of any type, before it is applied. */
  arrive(message: CaptureMessage): void {
    const silenceMs = message.exchangeTimeMs - this.newestMs;
    this.isResubscription = silenceMs < 0 || silenceMs > RESUBSCRIPTION_SILENCE_MS;
    if (silenceMs > 0) this.newestMs = message.exchangeTimeMs;
    if (message.isDamaged) this.isComparable = false;
  }

  /** Replaces the book by a `book` message and returns the trades that explain the difference. */
  replaceBook(message: CaptureMessage, isSecond: boolean): InferredTrade[] {
    const next = new Ladder();
    for (const { side, price, size } of message.rows) {
      if (size === 0) continue;
      next.set(unifiedSide(isSecond, side), isSecond ? complementPrice(price) : price, size);
    }
    const canCompare = this.isComparable && !this.isResubscription;
    const trades = canCompare ? explainBySweep(this.ladder, next) : [];
    this.ladder = next;
    this.isComparable = !message.isDamaged;
    return trades;
  }
}

/** The sweep from the touch that turns one ladder into the other, empty when there is none. */
export function explainBySweep(before: Ladder, after: Ladder): InferredTrade[] {
  const { differences } = compareLadders(before, after);
  const side = differences[0]?.side;
  if (side === undefined || !isOneSidedDecrease(differences)) return [];
  const towardsWorse = side === 0 ? -1 : 1;
  const sweep = differences.toSorted((a, b) => (a.price - b.price) * towardsWorse);
  const last = sweep.at(-1);
  for (const level of sweep) if (level !== last && level.after > 0) return [];
  const untouched = [...before.sides[side].keys()].some(
    (price) =>
      last !== undefined && (price - last.price) * towardsWorse < 0 && after.sides[side].has(price),
  );
  if (untouched) return [];
  return sweep.map((level) => ({
    takerSide: side === 1 ? 0 : 1,
    price: level.price,
    size: level.before - level.after,
  }));
}

function unifiedSide(isSecond: boolean, side: 0 | 1): 0 | 1 {
  return isSecond === (side === 0) ? 1 : 0;
}
