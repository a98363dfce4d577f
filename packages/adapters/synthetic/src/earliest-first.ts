import type { EpochMs } from "@polytraders/core";

/** Something with a next point in time. */
export interface Timed {
  readonly nextMs: EpochMs;
}

/**
 * A binary heap that names the item with the earliest time; of equal times the one that stands
 * first in the list. Only the named item may change its time, followed by {@link settle}.
 */
export class EarliestFirst<T extends Timed> {
  readonly #items: readonly T[];
  readonly #timesMs: Float64Array;
  readonly #heap: Uint32Array;

  constructor(items: readonly T[]) {
    this.#items = items;
    this.#timesMs = Float64Array.from(items, ({ nextMs }) => nextMs);
    this.#heap = Uint32Array.from(items.keys());
    for (let slot = (items.length >> 1) - 1; slot >= 0; slot -= 1) this.#sink(slot);
  }

  /** The earliest item, `undefined` when there are none. */
  get first(): T | undefined {
    return this.#items[this.#heap[0] ?? 0];
  }

  /** Brings the first item to its place after its time has moved on. */
  settle(): void {
    const index = this.#heap[0] ?? 0;
    this.#timesMs[index] = this.first?.nextMs ?? Infinity;
    this.#sink(0);
  }

  #isBefore(slot: number, other: number): boolean {
    const left = this.#heap[slot] ?? 0;
    const right = this.#heap[other] ?? 0;
    const leftMs = this.#timesMs[left] ?? Infinity;
    const rightMs = this.#timesMs[right] ?? Infinity;
    return leftMs < rightMs || (leftMs === rightMs && left < right);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    for (let slot = from; ;) {
      let least = slot;
      for (const child of [2 * slot + 1, 2 * slot + 2]) {
        if (child < heap.length && this.#isBefore(child, least)) least = child;
      }
      if (least === slot) return;
      const index = heap[slot] ?? 0;
      heap[slot] = heap[least] ?? 0;
      heap[least] = index;
      slot = least;
    }
  }
}
