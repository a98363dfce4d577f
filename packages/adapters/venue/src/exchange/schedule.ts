import type { EpochMs } from "@polytraders/core";

interface Due {
  readonly atMs: EpochMs;
  readonly order: number;
  readonly run: (nowMs: EpochMs) => void;
  isCancelled: boolean;
}

/** Takes a planned action back; does nothing once it has run. */
export type Unschedule = () => void;

/**
 * The venue's time: a clock that only moves when told to, and what is due on the way, earliest
 * first, in the order of planning at equal times.
 */
export class Schedule {
  #nowMs: EpochMs;
  #planned = 0;
  readonly #heap: Due[] = [];

  constructor(startMs: EpochMs) {
    this.#nowMs = startMs;
  }

  get nowMs(): EpochMs {
    return this.#nowMs;
  }

  /** Time of the next action, `null` when nothing is planned. */
  get nextDueMs(): EpochMs | null {
    this.#dropCancelled();
    return this.#heap[0]?.atMs ?? null;
  }

  /** Plans an action; a time that has passed means the next {@link Schedule.advanceTo}. */
  at(atMs: EpochMs, run: (nowMs: EpochMs) => void): Unschedule {
    const due: Due = {
      atMs: Math.max(atMs, this.#nowMs),
      order: this.#planned,
      run,
      isCancelled: false,
    };
    this.#planned += 1;
    this.#push(due);
    return () => {
      due.isCancelled = true;
    };
  }

  /** Moves the clock forward, never back, running everything due up to and at that time. */
  advanceTo(toMs: EpochMs): void {
    for (;;) {
      this.#dropCancelled();
      const next = this.#heap[0];
      if (next === undefined || next.atMs > toMs) break;
      this.#pop();
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run(this.#nowMs);
    }
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.isCancelled === true) this.#pop();
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt];
      if (parent === undefined || !isEarlier(due, parent)) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let childAt = at * 2 + 1;
      const left = heap[childAt];
      if (left === undefined) break;
      const right = heap[childAt + 1];
      const isRight = right !== undefined && isEarlier(right, left);
      const child = isRight ? right : left;
      if (isRight) childAt += 1;
      if (!isEarlier(child, last)) break;
      heap[at] = child;
      at = childAt;
    }
    heap[at] = last;
  }
}

function isEarlier(left: Due, right: Due): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}
