const COMPACT_AFTER = 1_024;

/** Sums of entries no older than a window: constant work per entry, exact for whole numbers. */
export class SlidingWindow {
  readonly #windowMs: number;
  #timesMs: number[] = [];
  #first: number[] = [];
  #second: number[] = [];
  #start = 0;
  #firstSum = 0;
  #secondSum = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Entries inside the window. */
  get count(): number {
    return this.#timesMs.length - this.#start;
  }
  get firstSum(): number {
    return this.#firstSum;
  }
  get secondSum(): number {
    return this.#secondSum;
  }

  /** Adds an entry of two amounts. */
  add(timeMs: number, first: number, second: number): void {
    this.#timesMs.push(timeMs);
    this.#first.push(first);
    this.#second.push(second);
    this.#firstSum += first;
    this.#secondSum += second;
  }

  /** Forgets entries at or before the start of the window that ends now. */
  advance(nowMs: number): void {
    const startMs = nowMs - this.#windowMs;
    while (this.count > 0 && (this.#timesMs[this.#start] ?? 0) <= startMs) {
      this.#firstSum -= this.#first[this.#start] ?? 0;
      this.#secondSum -= this.#second[this.#start] ?? 0;
      this.#start += 1;
    }
    if (this.#start >= COMPACT_AFTER && this.#start * 2 > this.#timesMs.length) this.#compact();
  }

  #compact(): void {
    this.#timesMs = this.#timesMs.slice(this.#start);
    this.#first = this.#first.slice(this.#start);
    this.#second = this.#second.slice(this.#start);
    this.#start = 0;
  }
}
