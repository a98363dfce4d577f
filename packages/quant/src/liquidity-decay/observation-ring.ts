const INITIAL_CAPACITY = 64;
/** Numbers per observation; a power of two so that no observation straddles two cache lines. */
const STRIDE = 4;
const DEPTH = 1;
const TAKER = 2;

/**
 * Depth observations in time order, kept in a ring that doubles when full.
 *
 * Each observation has a sequence number that never changes, so windows of different length point
 * into the same ring.
 */
export class ObservationRing {
  /** Time, depth and taker notional of one observation lie together: one cache line a look. */
  #slots = new Float64Array(INITIAL_CAPACITY * STRIDE);
  #mask = INITIAL_CAPACITY - 1;
  #first = 0;
  #end = 0;

  /** Sequence number of the oldest observation. */
  get first(): number {
    return this.#first;
  }

  /** Sequence number of the newest observation; below `first` when the ring is empty. */
  get newest(): number {
    return this.#end - 1;
  }

  get size(): number {
    return this.#end - this.#first;
  }

  // The masked index is always in range, so the fallback is never taken.
  timeMs(sequence: number): number {
    return this.#slots[(sequence & this.#mask) * STRIDE] ?? NaN;
  }

  depth(sequence: number): number {
    return this.#slots[(sequence & this.#mask) * STRIDE + DEPTH] ?? NaN;
  }

  /** Taker notional between the observation before and this one, this one's time included. */
  taker(sequence: number): number {
    return this.#slots[(sequence & this.#mask) * STRIDE + TAKER] ?? NaN;
  }

  append(timeMs: number, depth: number, taker: number): void {
    if (this.size > this.#mask) this.#grow();
    const slot = (this.#end & this.#mask) * STRIDE;
    this.#slots[slot] = timeMs;
    this.#slots[slot + DEPTH] = depth;
    this.#slots[slot + TAKER] = taker;
    this.#end += 1;
  }

  setDepth(sequence: number, depth: number): void {
    this.#slots[(sequence & this.#mask) * STRIDE + DEPTH] = depth;
  }

  addTaker(sequence: number, notional: number): void {
    const slot = (sequence & this.#mask) * STRIDE + TAKER;
    this.#slots[slot] = this.taker(sequence) + notional;
  }

  /** Forgets every observation older than `sequence`. */
  dropBefore(sequence: number): void {
    if (sequence > this.#first) this.#first = sequence;
  }

  clear(): void {
    this.#first = 0;
    this.#end = 0;
  }

  /** Sequence number of the oldest observation at or after `timeMs`; one past the newest if none. */
  firstAtOrAfter(timeMs: number): number {
    let low = this.#first;
    let high = this.#end;
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      if (this.timeMs(middle) < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const wider = new Float64Array(this.#slots.length * 2);
    const mask = this.#mask * 2 + 1;
    for (let sequence = this.#first; sequence < this.#end; sequence += 1) {
      const from = (sequence & this.#mask) * STRIDE;
      wider.set(this.#slots.subarray(from, from + STRIDE), (sequence & mask) * STRIDE);
    }
    this.#slots = wider;
    this.#mask = mask;
  }
}
