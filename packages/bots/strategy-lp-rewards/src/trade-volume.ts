import type { EpochMs, MicroUsd } from "@polytraders/core";

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** What is kept of the tape: hours are counted from the epoch. */
export interface VolumeState {
  readonly sinceMs: EpochMs | null;
  readonly hours: readonly (readonly [hour: number, volumeMicroUsd: MicroUsd])[];
}

/** Traded value of the last 24 hours, in whole hours. */
export class TradeVolume {
  #sinceMs: EpochMs | null = null;
  readonly #amounts = new Float64Array(HOURS + 1);
  readonly #hours = new Float64Array(HOURS + 1).fill(-1);

  /** @param volumeMicroUsd - price times size of a trade */
  add(volumeMicroUsd: MicroUsd, nowMs: EpochMs): void {
    this.watch(nowMs);
    const hour = Math.floor(nowMs / HOUR_MS);
    const place = hour % (HOURS + 1);
    if (this.#hours[place] !== hour) {
      this.#hours[place] = hour;
      this.#amounts[place] = 0;
    }
    this.#amounts[place] = (this.#amounts[place] ?? 0) + volumeMicroUsd;
  }

  /** Says that the tape is being watched, also while nobody trades. */
  watch(nowMs: EpochMs): void {
    this.#sinceMs ??= nowMs;
  }

  /** USD traded within 24 hours; `null` before a whole day was watched. */
  usd(nowMs: EpochMs): number | null {
    if (this.#sinceMs === null || nowMs - this.#sinceMs < HOURS * HOUR_MS) return null;
    const oldest = Math.floor(nowMs / HOUR_MS) - HOURS;
    let total = 0;
    for (let place = 0; place <= HOURS; place += 1) {
      if ((this.#hours[place] ?? -1) >= oldest) total += this.#amounts[place] ?? 0;
    }
    return total / 1_000_000;
  }

  snapshot(): VolumeState {
    const hours: [number, number][] = [];
    for (let place = 0; place <= HOURS; place += 1) {
      const hour = this.#hours[place] ?? -1;
      if (hour >= 0) hours.push([hour, this.#amounts[place] ?? 0]);
    }
    return { sinceMs: this.#sinceMs, hours };
  }

  restore({ sinceMs, hours }: VolumeState): void {
    this.#sinceMs = sinceMs;
    for (const [hour, amount] of hours) {
      const place = hour % (HOURS + 1);
      this.#hours[place] = hour;
      this.#amounts[place] = amount;
    }
  }
}
