import type { MicroShares } from "./units.ts";

/** Empty ticks looked at one by one; beyond them the occupancy bits are faster. */
const NEAR_TICKS = 4;

/**
 * One side of a book: sizes by grid index, and one bit per index that says whether there is any.
 *
 * The next level is nearly always a tick or two away and is found by looking there; across a hole it
 * is found 32 ticks at a time. The first and last index are prices of 0 and 1, which hold no orders,
 * so they serve as "none".
 */
export class TickLadder {
  sizes: Float64Array;
  #bits: Int32Array;

  /** @param length - grid steps between 0 and 1 USD, plus one */
  constructor(length: number) {
    this.sizes = new Float64Array(length);
    this.#bits = new Int32Array((length >> 5) + 1);
  }

  /** Sets the size at an index; answers the size before. */
  set(index: number, size: MicroShares): MicroShares {
    const before = this.sizes[index] ?? 0;
    this.sizes[index] = size;
    if ((before === 0) !== (size === 0)) this.#flip(index);
    return before;
  }

  /** Highest occupied index below this one, 0 when there is none. */
  nextBelow(index: number): number {
    const sizes = this.sizes;
    let at = index - 1;
    for (let near = NEAR_TICKS; near > 0 && at > 0; near -= 1, at -= 1) {
      if (sizes[at] !== 0) return at;
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

  /** Lowest occupied index above this one, the last index when there is none. */
  nextAbove(index: number): number {
    const sizes = this.sizes;
    const last = sizes.length - 1;
    let at = index + 1;
    for (let near = NEAR_TICKS; near > 0 && at < last; near -= 1, at += 1) {
      if (sizes[at] !== 0) return at;
    }
    if (at >= last) return last;
    const bits = this.#bits;
    let word = at >> 5;
    let found = (bits[word] ?? 0) & (-1 << (at & 31));
    while (found === 0 && word < bits.length - 1) {
      word += 1;
      found = bits[word] ?? 0;
    }
    return found === 0 ? last : (word << 5) + 31 - Math.clz32(found & -found);
  }

  /** Empties the side, touching only what is occupied. */
  clear(): void {
    const bits = this.#bits;
    for (let word = 0; word < bits.length; word += 1) {
      let left = bits[word] ?? 0;
      while (left !== 0) {
        this.sizes[(word << 5) + 31 - Math.clz32(left & -left)] = 0;
        left &= left - 1;
      }
      bits[word] = 0;
    }
  }

  /** The same levels on a grid `factor` times as fine. */
  refined(factor: number): TickLadder {
    const finer = new TickLadder((this.sizes.length - 1) * factor + 1);
    for (let index = 0; index < this.sizes.length; index += 1) {
      finer.set(index * factor, this.sizes[index] ?? 0);
    }
    return finer;
  }

  #flip(index: number): void {
    const word = index >> 5;
    this.#bits[word] = (this.#bits[word] ?? 0) ^ (1 << (index & 31));
  }
}
