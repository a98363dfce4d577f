/** Times of the newest intents that were let pass in one market. */
export class PassedWindow {
  readonly #timesMs: number[] = [];
  readonly #capacity: number;
  #next = 0;

  /** @param capacity - the most that anybody counts */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  note(nowMs: number): void {
    this.#timesMs[this.#next] = nowMs;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  /** Intents passed within the last `windowMs`, `capacity` at most. */
  countWithin(windowMs: number, nowMs: number): number {
    const sinceMs = nowMs - windowMs;
    let count = 0;
    for (const timeMs of this.#timesMs) if (timeMs > sinceMs) count += 1;
    return count;
  }
}
