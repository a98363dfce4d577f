import type { EpochMs } from "@polytraders/core";
import { MARKOUT_HORIZONS_MS } from "./summary/execution-summary.ts";

/** Settled fills that may stay in the list before it is cut. */
const SETTLED_KEPT = 64;

/** Fills of one market waiting for the mid in force one horizon after them, by exchange time. */
export class MarkoutQueue<F> {
  #fills: F[] = [];
  #timesMs: EpochMs[] = [];
  /** For each horizon the first fill that waits for it. */
  readonly #heads = MARKOUT_HORIZONS_MS.map(() => 0);
  readonly #onDue: (fill: F, horizon: number, doubledMid: number) => void;
  /** Nothing falls due before. */
  #nextDueMs = Number.POSITIVE_INFINITY;

  constructor(onDue: (fill: F, horizon: number, doubledMid: number) => void) {
    this.#onDue = onDue;
  }

  add(fill: F, filledAtMs: EpochMs): void {
    this.#fills.push(fill);
    this.#timesMs.push(filledAtMs);
    this.#nextDueMs = Math.min(this.#nextDueMs, filledAtMs + MARKOUT_HORIZONS_MS[0]);
  }

  /** The mid in force until now is about to change: whatever fell due before saw it. */
  settleBefore(timeMs: EpochMs, doubledMid: number): void {
    if (this.#nextDueMs < timeMs) this.#settle(timeMs, false, doubledMid);
  }

  /** Nothing more comes: whatever is due by now sees the mid in force. */
  settleThrough(timeMs: EpochMs, doubledMid: number): void {
    if (this.#nextDueMs <= timeMs) this.#settle(timeMs, true, doubledMid);
  }

  #settle(timeMs: EpochMs, isInclusive: boolean, doubledMid: number): void {
    const { length } = this.#fills;
    let nextDueMs = Number.POSITIVE_INFINITY;
    for (const [horizon, horizonMs] of MARKOUT_HORIZONS_MS.entries()) {
      let head = this.#heads[horizon] ?? 0;
      for (; head < length; head += 1) {
        const dueMs = (this.#timesMs[head] ?? 0) + horizonMs;
        const fill = this.#fills[head];
        const isDue = isInclusive ? dueMs <= timeMs : dueMs < timeMs;
        if (!isDue || fill === undefined) {
          nextDueMs = Math.min(nextDueMs, dueMs);
          break;
        }
        this.#onDue(fill, horizon, doubledMid);
      }
      this.#heads[horizon] = head;
    }
    this.#nextDueMs = nextDueMs;
    this.#cut();
  }

  /** Drops the fills that wait for nothing more, half of the list at a time. */
  #cut(): void {
    const settled = Math.min(...this.#heads);
    if (settled < SETTLED_KEPT || settled * 2 < this.#fills.length) return;
    this.#fills = this.#fills.slice(settled);
    this.#timesMs = this.#timesMs.slice(settled);
    for (const [horizon, head] of this.#heads.entries()) this.#heads[horizon] = head - settled;
  }
}
