import type { EpochMs } from "@polytraders/core";

const WINDOW_MS = 60_000;

/** A replacement, by the order that replaces. */
export interface Amendment {
  readonly orderId: string;
  readonly atMs: EpochMs;
}

/** Counts the replacements of the last minute. */
export class AmendmentWindow {
  #amendments: Amendment[] = [];

  /** Whether one more fits; an order that is counted already does. */
  admits(orderId: string, nowMs: EpochMs, perMinuteMax: number): boolean {
    this.#amendments = this.#amendments.filter(({ atMs }) => atMs > nowMs - WINDOW_MS);
    return this.#has(orderId) || this.#amendments.length < perMinuteMax;
  }

  note(orderId: string, nowMs: EpochMs): void {
    if (!this.#has(orderId)) this.#amendments.push({ orderId, atMs: nowMs });
  }

  all(): readonly Amendment[] {
    return this.#amendments;
  }

  replaceAll(amendments: readonly Amendment[]): void {
    this.#amendments = [...amendments];
  }

  #has(orderId: string): boolean {
    return this.#amendments.some((amendment) => amendment.orderId === orderId);
  }
}
