import type { EpochMs } from "../domain/units.ts";

/** A timer that has been asked for. */
export interface DueTimer {
  readonly atMs: EpochMs;
  readonly hostIndex: number;
  readonly marketIndex: number;
  readonly name: string;
}

/** Cancelled entries that are not worth a sweep. */
const CANCELLED_TOLERATED = 64;

interface Entry extends DueTimer {
  readonly order: number;
  isCancelled: boolean;
}

/**
 * One-shot timers in kernel time: a binary heap by due time, then by the order in which they were
 * set. Setting a timer again moves it; moved and cancelled entries are skipped when they surface,
 * and swept out once they are the most of the heap.
 */
export class TimerQueue {
  #nextAtMs = Number.POSITIVE_INFINITY;
  #heap: Entry[] = [];
  /** Entries by host, market and name. */
  readonly #entries: Map<string, Entry>[][] = [];
  #order = 0;
  #cancelledCount = 0;

  /** Time of the next timer, infinity when there is none. Read once per row. */
  get nextAtMs(): number {
    return this.#nextAtMs;
  }

  set(hostIndex: number, marketIndex: number, name: string, atMs: EpochMs): void {
    const named = this.#namedOf(hostIndex, marketIndex);
    const previous = named.get(name);
    if (previous !== undefined) this.#cancelEntry(previous);
    const entry: Entry = {
      atMs,
      hostIndex,
      marketIndex,
      name,
      order: this.#order,
      isCancelled: false,
    };
    this.#order += 1;
    named.set(name, entry);
    this.#heap.push(entry);
    this.#raise(this.#heap.length - 1);
    this.#findNext();
  }

  cancel(hostIndex: number, marketIndex: number, name: string): void {
    const named = this.#namedOf(hostIndex, marketIndex);
    const entry = named.get(name);
    if (entry === undefined) return;
    named.delete(name);
    this.#cancelEntry(entry);
    this.#findNext();
  }

  /** Takes the next timer due at or before `nowMs`. */
  takeDue(nowMs: EpochMs): DueTimer | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.atMs > nowMs) return undefined;
    this.#removeFirst();
    this.#namedOf(first.hostIndex, first.marketIndex).delete(first.name);
    this.#findNext();
    return first;
  }

  #namedOf(hostIndex: number, marketIndex: number): Map<string, Entry> {
    const markets = (this.#entries[hostIndex] ??= []);
    return (markets[marketIndex] ??= new Map());
  }

  #cancelEntry(entry: Entry): void {
    entry.isCancelled = true;
    this.#cancelledCount += 1;
    if (
      this.#cancelledCount > CANCELLED_TOLERATED &&
      this.#cancelledCount * 2 > this.#heap.length
    ) {
      this.#sweep();
    }
  }

  /** Keeps only what can still fire; a sorted array is a heap. */
  #sweep(): void {
    this.#heap = this.#heap.filter((entry) => !entry.isCancelled).toSorted(compareEntries);
    this.#cancelledCount = 0;
  }

  /** Takes cancelled entries off the top, so that the first entry is one that can fire. */
  #findNext(): void {
    while (this.#heap[0]?.isCancelled === true) {
      this.#removeFirst();
      this.#cancelledCount -= 1;
    }
    this.#nextAtMs = this.#heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #raise(start: number): void {
    const heap = this.#heap;
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isEarlier(heap[index], heap[parent])) return;
      swap(heap, index, parent);
      index = parent;
    }
  }

  #sink(start: number): void {
    const heap = this.#heap;
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let first = index;
      if (isEarlier(heap[left], heap[first])) first = left;
      if (isEarlier(heap[right], heap[first])) first = right;
      if (first === index) return;
      swap(heap, index, first);
      index = first;
    }
  }
}

function compareEntries(left: Entry, right: Entry): number {
  return left.atMs - right.atMs || left.order - right.order;
}

function isEarlier(left: Entry | undefined, right: Entry | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}

function swap(heap: Entry[], left: number, right: number): void {
  const kept = heap[left];
  const other = heap[right];
  if (kept === undefined || other === undefined) return;
  heap[left] = other;
  heap[right] = kept;
}
