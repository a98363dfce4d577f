import type { EpochMs, MicroUsd } from "../../domain/units.ts";
import { utcDayOf } from "../exposure/utc-day.ts";

/** Which observations of cash the peak is taken over. */
export interface PeakWindow {
  readonly peakMode: "all_time" | "rolling" | "daily";
  /** Length of the rolling window. */
  readonly windowMs: number;
}

/** Resolution of the rolling window: a high may stay in force up to this much too long. */
const RESOLUTION_MS = 60_000;

/**
 * Observations of cash that may still be the peak: in a rolling window a falling sequence, otherwise
 * only the highest.
 */
export class CashSamples {
  readonly #window: PeakWindow;
  #timesMs: number[] = [];
  /** Less `#shift`, so that a deposit moves all of them at once. */
  #amounts: number[] = [];
  #head = 0;
  #shift = 0;
  #day = -1;

  constructor(window: PeakWindow) {
    this.#window = window;
  }

  get sampleCount(): number {
    return this.#amounts.length - this.#head;
  }

  copyFrom(other: CashSamples): void {
    this.#timesMs = other.#timesMs.slice(other.#head);
    this.#amounts = other.#amounts.slice(other.#head);
    this.#head = 0;
    this.#shift = other.#shift;
    this.#day = other.#day;
  }

  /** @param flow - deposit or withdrawal already contained in the cash: it moves every earlier observation */
  observe(timeMs: EpochMs, cash: MicroUsd, flow: MicroUsd): void {
    const { peakMode } = this.#window;
    this.#shift += flow;
    const day = utcDayOf(timeMs);
    if (peakMode === "daily" && day !== this.#day) this.clear();
    this.#day = day;
    const amount = cash - this.#shift;
    while (this.sampleCount > 0 && this.#last() <= amount) {
      this.#amounts.pop();
      this.#timesMs.pop();
    }
    if (this.sampleCount === 0) this.#push(timeMs, amount);
    else if (peakMode === "rolling") this.#pushLower(timeMs, amount);
  }

  /** The highest observation in force, the present cash included. */
  peakAt(nowMs: EpochMs, cash: MicroUsd): MicroUsd {
    const { peakMode } = this.#window;
    if (peakMode === "daily" && utcDayOf(nowMs) !== this.#day) return cash;
    for (let index = this.#head; index < this.#amounts.length; index += 1) {
      if (peakMode === "rolling" && this.#isExpired(index, nowMs)) continue;
      return Math.max(cash, (this.#amounts[index] ?? 0) + this.#shift);
    }
    return cash;
  }

  clear(): void {
    this.#timesMs.length = 0;
    this.#amounts.length = 0;
    this.#head = 0;
  }

  #pushLower(timeMs: EpochMs, amount: MicroUsd): void {
    while (this.sampleCount > 0 && this.#isExpired(this.#head, timeMs)) this.#head += 1;
    if (this.#head * 2 > this.#amounts.length) {
      this.#timesMs = this.#timesMs.slice(this.#head);
      this.#amounts = this.#amounts.slice(this.#head);
      this.#head = 0;
    }
    const last = this.#timesMs.length - 1;
    const lastMs = this.#timesMs[last] ?? -1;
    const isSameMinute = Math.floor(lastMs / RESOLUTION_MS) === Math.floor(timeMs / RESOLUTION_MS);
    if (this.sampleCount > 0 && isSameMinute) this.#timesMs[last] = Math.max(lastMs, timeMs);
    else this.#push(timeMs, amount);
  }

  #push(timeMs: EpochMs, amount: MicroUsd): void {
    this.#timesMs.push(timeMs);
    this.#amounts.push(amount);
  }

  #last(): number {
    return this.#amounts.at(-1) ?? -Infinity;
  }

  #isExpired(index: number, nowMs: EpochMs): boolean {
    return (this.#timesMs[index] ?? nowMs) < nowMs - this.#window.windowMs;
  }
}
