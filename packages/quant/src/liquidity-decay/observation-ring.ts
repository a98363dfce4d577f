const INITIAL_CAPACITY = 64;

/**
 * Depth observations in time order, kept in a ring that doubles when full.
 *
 * Each observation has a sequence number that never changes, so windows of different length point
 * into the same ring.
 */
export class ObservationRing {
  #timesMs = new Float64Array(INITIAL_CAPACITY);
  #depths = new Float64Array(INITIAL_CAPACITY);
  #takers = new Float64Array(INITIAL_CAPACITY);
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
    return this.#timesMs[sequence & this.#mask] ?? NaN;
  }

  depth(sequence: number): number {
    return this.#depths[sequence & this.#mask] ?? NaN;
  }

  /** Taker notional between the observation before and this one, this one's time included. */
  taker(sequence: number): number {
    return this.#takers[sequence & this.#mask] ?? NaN;
  }

  append(timeMs: number, depth: number, taker: number): void {
    if (this.size > this.#mask) this.#grow();
    const index = this.#end & this.#mask;
    this.#timesMs[index] = timeMs;
    this.#depths[index] = depth;
    this.#takers[index] = taker;
    this.#end += 1;
  }

  setDepth(sequence: number, depth: number): void {
    this.#depths[sequence & this.#mask] = depth;
  }

  addTaker(sequence: number, notional: number): void {
    this.#takers[sequence & this.#mask] = this.taker(sequence) + notional;
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
    const capacity = (this.#mask + 1) * 2;
    this.#timesMs = this.#widened(this.#timesMs, capacity);
    this.#depths = this.#widened(this.#depths, capacity);
    this.#takers = this.#widened(this.#takers, capacity);
    this.#mask = capacity - 1;
  }

  #widened(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
    const wider = new Float64Array(capacity);
    for (let sequence = this.#first; sequence < this.#end; sequence += 1) {
      wider[sequence & (capacity - 1)] = column[sequence & this.#mask] ?? NaN;
    }
    return wider;
  }
}
