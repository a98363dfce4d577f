/** Trades newer than the newest observation, in time order, waiting for the interval they belong to. */
export class PendingTrades {
  readonly #timesMs: number[] = [];
  readonly #notionals: number[] = [];
  #first = 0;

  /** Inserts in time order; the usual trade is the newest and costs one push. */
  add(timeMs: number, notional: number): void {
    let index = this.#timesMs.length;
    while (index > this.#first && (this.#timesMs[index - 1] ?? 0) > timeMs) index -= 1;
    if (index === this.#timesMs.length) {
      this.#timesMs.push(timeMs);
      this.#notionals.push(notional);
      return;
    }
    this.#timesMs.splice(index, 0, timeMs);
    this.#notionals.splice(index, 0, notional);
  }

  /** Removes the trades up to and including `timeMs` and returns their total notional. */
  takeUntil(timeMs: number): number {
    const end = this.#timesMs.length;
    if (this.#first === end) return 0;
    let total = 0;
    while (this.#first < end && (this.#timesMs[this.#first] ?? Infinity) <= timeMs) {
      total += this.#notionals[this.#first] ?? 0;
      this.#first += 1;
    }
    if (this.#first === end) this.clear();
    else if (this.#first * 2 > end) this.#compact();
    return total;
  }

  clear(): void {
    this.#timesMs.length = 0;
    this.#notionals.length = 0;
    this.#first = 0;
  }

  /** Drops the taken front; only once it is most of the list, so that each trade costs constant work. */
  #compact(): void {
    this.#timesMs.splice(0, this.#first);
    this.#notionals.splice(0, this.#first);
    this.#first = 0;
  }

  /** Plain copies, oldest first. */
  toColumns(): { timesMs: number[]; notionals: number[] } {
    return {
      timesMs: this.#timesMs.slice(this.#first),
      notionals: this.#notionals.slice(this.#first),
    };
  }
}
