import type { EpochMs } from "@polytraders/core";
import { midVolatility } from "@polytraders/quant";

/** Midpoints kept; at least several half-lives of an active market. */
const MIDS_MAX = 256;

/** The newest midpoints of one market, and how much they move. */
export class MidHistory {
  readonly #timesMs: number[] = [];
  readonly #mids: number[] = [];

  /** Takes a midpoint in USD; one that has not moved says nothing new. */
  note(midUsd: number | null, atMs: EpochMs): void {
    if (midUsd === null || midUsd === this.#mids.at(-1)) return;
    this.#timesMs.push(atMs);
    this.#mids.push(midUsd);
    if (this.#mids.length <= MIDS_MAX) return;
    this.#timesMs.shift();
    this.#mids.shift();
  }

  /** USD per square root of a second, older changes faded by half-lives; `null` before a change. */
  volatility(nowMs: EpochMs, halfLifeSeconds: number): number | null {
    const last = this.#mids.at(-1);
    if (last === undefined || this.#mids.length < 2) return null;
    // The midpoint has been steady since.
    const times = [...this.#timesMs, nowMs];
    return midVolatility(times, [...this.#mids, last], halfLifeSeconds).faded;
  }
}
