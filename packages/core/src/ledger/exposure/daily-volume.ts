import type { MicroUsd } from "../../domain/units.ts";

/** Days kept: far longer than settlement can take. */
const DAYS_KEPT = 60;

/** Notional of our fills by UTC day, both sides, without those that failed. */
export class DailyVolume {
  readonly #byDay = new Map<number, MicroUsd>();

  add(utcDay: number, notional: MicroUsd): void {
    const volume = (this.#byDay.get(utcDay) ?? 0) + notional;
    if (volume === 0) this.#byDay.delete(utcDay);
    else this.#byDay.set(utcDay, volume);
    if (this.#byDay.size > DAYS_KEPT) this.#byDay.delete(Math.min(...this.#byDay.keys()));
  }

  on(utcDay: number): MicroUsd {
    return this.#byDay.get(utcDay) ?? 0;
  }
}
