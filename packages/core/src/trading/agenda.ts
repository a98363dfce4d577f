import type { EpochMs } from "../domain/units.ts";
import type { TimerQueue } from "../kernel/timer-queue.ts";

/** Something to be done at a later kernel time. */
export interface AgendaTask {
  /** True once there is nothing left to do. */
  isMoot(): boolean;
  run(): void;
  /** Called in place of `run` for a task that is moot, not later than at its time. */
  drop?(): void;
}

interface Entry {
  readonly atMs: EpochMs;
  readonly order: number;
  readonly task: AgendaTask;
}

/**
 * What the desk has to do later, in order of time and then of entry. One timer of the kernel stands
 * for the earliest task, so that an order that is answered in time costs the kernel no event.
 */
export class Agenda {
  readonly #timers: TimerQueue;
  readonly #hostIndex: number;
  #heap: Entry[] = [];
  #order = 0;
  #armedAtMs = Number.POSITIVE_INFINITY;

  constructor(timers: TimerQueue, hostIndex: number) {
    this.#timers = timers;
    this.#hostIndex = hostIndex;
  }

  /** @param nowMs - kernel time; a task is due one millisecond later at the earliest */
  add(task: AgendaTask, atMs: EpochMs, nowMs: EpochMs): void {
    this.#push({ atMs: Math.max(atMs, nowMs + 1), order: this.#order, task });
    this.#order += 1;
    this.#arm();
  }

  /** Runs what is due. Called when the kernel's timer has fired. */
  runDue(nowMs: EpochMs): void {
    this.#armedAtMs = Number.POSITIVE_INFINITY;
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return;
      const isMoot = first.task.isMoot();
      if (!isMoot && first.atMs > nowMs) break;
      this.#pop();
      if (isMoot) first.task.drop?.();
      else first.task.run();
    }
    this.#arm();
  }

  #arm(): void {
    const atMs = this.#heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
    if (atMs >= this.#armedAtMs) return;
    this.#armedAtMs = atMs;
    this.#timers.set(this.#hostIndex, 0, "desk", atMs);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isEarlier(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const entry = heap.pop();
    if (entry === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      let least = left;
      if (left !== undefined && right !== undefined && isEarlier(right, left)) {
        least = right;
        child += 1;
      }
      if (least === undefined || !isEarlier(least, entry)) break;
      heap[index] = least;
      index = child;
    }
    heap[index] = entry;
  }
}

function isEarlier(left: Entry, right: Entry): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}
