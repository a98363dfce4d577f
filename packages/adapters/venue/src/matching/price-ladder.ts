import type { MicroShares } from "@polytraders/core";
import { NO_SLOT, type OrderSlots } from "./order-slots.ts";

/** Empty ticks looked at one by one; beyond them the occupancy bits are faster. */
const NEAR_TICKS = 4;

/**
 * One side of a unified book: a queue of orders per grid index, and one bit per index that says
 * whether there is any.
 *
 * Each side is kept as the bids of its own token: an ask of the first token at `p` is a bid for the
 * second at `1 - p`. So the best level is the highest index on both sides, two levels meet when
 * their indexes sum to a dollar or more, and one piece of code serves both.
 */
export class PriceLadder {
  /** First order of each queue. */
  heads: Int32Array;
  /** Last order of each queue. */
  tails: Int32Array;
  /** Displayed micro-shares. */
  totals: Float64Array;
  /** Highest occupied index, 0 when the side is empty. */
  best = 0;
  #bits: Int32Array;

  /** @param steps - grid steps between 0 and 1 USD */
  constructor(steps: number) {
    this.heads = new Int32Array(steps + 1).fill(NO_SLOT);
    this.tails = new Int32Array(steps + 1).fill(NO_SLOT);
    this.totals = new Float64Array(steps + 1);
    this.#bits = new Int32Array((steps >> 5) + 1);
  }

  /** Puts an order at the end of its queue; answers the level's new total. */
  append(slots: OrderSlots, slot: number, index: number, size: MicroShares): MicroShares {
    const tail = this.tails[index] ?? NO_SLOT;
    this.tails[index] = slot;
    if (tail === NO_SLOT) {
      this.heads[index] = slot;
      this.#flip(index);
      if (index > this.best) this.best = index;
    } else {
      slots.next[tail] = slot;
      slots.previous[slot] = tail;
    }
    const total = (this.totals[index] ?? 0) + size;
    this.totals[index] = total;
    return total;
  }

  /** Takes an order out of the middle of its queue; answers the level's new total. */
  unlink(slots: OrderSlots, slot: number): MicroShares {
    const index = slots.index[slot] ?? 0;
    const next = slots.next[slot] ?? NO_SLOT;
    const previous = slots.previous[slot] ?? NO_SLOT;
    if (previous === NO_SLOT) this.heads[index] = next;
    else slots.next[previous] = next;
    if (next === NO_SLOT) this.tails[index] = previous;
    else slots.previous[next] = previous;
    const total = (this.totals[index] ?? 0) - (slots.size[slot] ?? 0);
    this.totals[index] = total;
    if (previous === NO_SLOT && next === NO_SLOT) this.#vacate(index);
    return total;
  }

  /** The orders in front of `head` are gone, and `removed` micro-shares with them. */
  advance(slots: OrderSlots, index: number, head: number, removed: MicroShares): MicroShares {
    const total = (this.totals[index] ?? 0) - removed;
    this.totals[index] = total;
    this.heads[index] = head;
    if (head === NO_SLOT) {
      this.tails[index] = NO_SLOT;
      this.#vacate(index);
    } else slots.previous[head] = NO_SLOT;
    return total;
  }

  /** Highest occupied index below this one, 0 when there is none. */
  nextBelow(index: number): number {
    const heads = this.heads;
    let at = index - 1;
    for (let near = NEAR_TICKS; near > 0 && at > 0; near -= 1, at -= 1) {
      if (heads[at] !== NO_SLOT) return at;
    }
    if (at <= 0) return 0;
    const bits = this.#bits;
    let word = at >> 5;
    let found = (bits[word] ?? 0) & (-1 >>> (31 - (at & 31)));
    while (found === 0 && word > 0) {
      word -= 1;
      found = bits[word] ?? 0;
    }
    return found === 0 ? 0 : (word << 5) + 31 - Math.clz32(found);
  }

  /** Spreads the levels over a grid `factor` times as fine. */
  refine(factor: number): void {
    const finer = new PriceLadder((this.heads.length - 1) * factor);
    for (let index = this.best; index > 0; index = this.nextBelow(index)) {
      finer.heads[index * factor] = this.heads[index] ?? NO_SLOT;
      finer.tails[index * factor] = this.tails[index] ?? NO_SLOT;
      finer.totals[index * factor] = this.totals[index] ?? 0;
      finer.#flip(index * factor);
    }
    this.heads = finer.heads;
    this.tails = finer.tails;
    this.totals = finer.totals;
    this.#bits = finer.#bits;
    this.best *= factor;
  }

  #vacate(index: number): void {
    this.#flip(index);
    if (index === this.best) this.best = this.nextBelow(index);
  }

  #flip(index: number): void {
    const word = index >> 5;
    this.#bits[word] = (this.#bits[word] ?? 0) ^ (1 << (index & 31));
  }
}
