import type { EpochMs } from "@polytraders/core";
import { MARKOUT_HORIZONS_MS } from "./summary/execution-summary.ts";

/** Fills of one market waiting for the mid in force one horizon after them, by exchange time. */
export class MarkoutQueue<F> {
  readonly #waiting: { dueMs: EpochMs; fill: F }[][] = MARKOUT_HORIZONS_MS.map(() => []);
  readonly #heads = MARKOUT_HORIZONS_MS.map(() => 0);
  readonly #onDue: (fill: F, horizon: number, doubledMid: number) => void;
  #count = 0;

  constructor(onDue: (fill: F, horizon: number, doubledMid: number) => void) {
    this.#onDue = onDue;
  }

  add(fill: F, filledAtMs: EpochMs): void {
    for (const [horizon, lengthMs] of MARKOUT_HORIZONS_MS.entries()) {
      this.#waiting[horizon]?.push({ dueMs: filledAtMs + lengthMs, fill });
    }
    this.#count += MARKOUT_HORIZONS_MS.length;
  }

  /** The mid in force until now is about to change: whatever fell due before saw it. */
  settleBefore(timeMs: EpochMs, doubledMid: number): void {
    if (this.#count > 0) this.#settle((dueMs) => dueMs < timeMs, doubledMid);
  }

  /** Nothing more comes: whatever is due by now sees the mid in force. */
  settleThrough(timeMs: EpochMs, doubledMid: number): void {
    this.#settle((dueMs) => dueMs <= timeMs, doubledMid);
  }

  #settle(isDue: (dueMs: EpochMs) => boolean, doubledMid: number): void {
    for (const [horizon, waiting] of this.#waiting.entries()) {
      let head = this.#heads[horizon] ?? 0;
      for (; head < waiting.length; head += 1) {
        const next = waiting[head];
        if (next === undefined || !isDue(next.dueMs)) break;
        this.#onDue(next.fill, horizon, doubledMid);
        this.#count -= 1;
      }
      // Dropping the settled front only when it is half of the list is constant work per fill.
      if (head > 32 && head * 2 > waiting.length) {
        this.#waiting[horizon] = waiting.slice(head);
        head = 0;
      }
      this.#heads[horizon] = head;
    }
  }
}
