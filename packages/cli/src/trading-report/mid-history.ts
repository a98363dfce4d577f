import type { EpochMs } from "@polytraders/core";

/** Mids that are kept: enough for the seconds between a decision and its order's arrival. */
const KEPT = 256;

/** Twice a dollar in price units: what the doubled mids of both tokens add up to. */
const DOUBLED_USD = 20_000;

/** A doubled mid of the first token as dollars per share of either token; `null` for none. */
export function midUsd(doubledMid: number, isFirstToken: boolean): number | null {
  if (doubledMid === 0) return null;
  return (isFirstToken ? doubledMid : DOUBLED_USD - doubledMid) / DOUBLED_USD;
}

/**
 * The newest mids of one market by exchange time. A mid is the sum of best bid and best ask of the
 * first token in price units: twice the midpoint, and an integer. 0 stands for a book without one.
 */
export class MidHistory {
  #doubledMids: Uint16Array | null = null;
  #timesMs: Float64Array | null = null;
  #count = 0;
  /** The mid in force. */
  current = 0;
  /** Exchange time since which it is in force. */
  currentSinceMs: EpochMs = 0;

  /** Keeps earlier mids from now on: there are orders that will be looked at. */
  keep(): void {
    if (this.#timesMs !== null) return;
    this.#doubledMids = new Uint16Array(KEPT);
    this.#timesMs = new Float64Array(KEPT);
    this.#append(this.currentSinceMs, this.current);
  }

  set(timeMs: EpochMs, doubledMid: number): void {
    this.current = doubledMid;
    this.currentSinceMs = timeMs;
    if (this.#timesMs !== null) this.#append(timeMs, doubledMid);
  }

  /** The mid in force at an exchange time; 0 where there was none or it is no longer known. */
  at(timeMs: EpochMs): number {
    if (this.currentSinceMs <= timeMs) return this.current;
    const oldest = Math.max(0, this.#count - KEPT);
    for (let index = this.#count - 1; index >= oldest; index -= 1) {
      if ((this.#timesMs?.[index % KEPT] ?? 0) <= timeMs) {
        return this.#doubledMids?.[index % KEPT] ?? 0;
      }
    }
    return 0;
  }

  #append(timeMs: EpochMs, doubledMid: number): void {
    const place = this.#count % KEPT;
    if (this.#timesMs !== null) this.#timesMs[place] = timeMs;
    if (this.#doubledMids !== null) this.#doubledMids[place] = doubledMid;
    this.#count += 1;
  }
}
