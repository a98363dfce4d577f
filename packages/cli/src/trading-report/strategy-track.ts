import type { EpochMs, MicroUsd } from "@polytraders/core";
import { DailyValues } from "./daily-values.ts";

/** A strategy's profit over time, on the equity that the account started with. */
export class StrategyTrack {
  readonly #daily = new DailyValues();
  #last: MicroUsd = 0;
  #highest: MicroUsd = 0;
  #fallMax = 0;
  #base: MicroUsd = 0;

  /**
   * @param netMicroUsd - profit since the start
   * @param baseMicroUsd - equity at the start
   */
  observe(timeMs: EpochMs, netMicroUsd: MicroUsd, baseMicroUsd: MicroUsd): void {
    // Days that ended before now ended with the profit of the last look.
    this.#daily.take(timeMs, baseMicroUsd + this.#last);
    this.#base = baseMicroUsd;
    this.#last = netMicroUsd;
    this.#highest = Math.max(this.#highest, netMicroUsd);
    const peak = baseMicroUsd + this.#highest;
    if (peak > 0) {
      this.#fallMax = Math.max(this.#fallMax, (this.#highest - netMicroUsd) / peak);
    }
  }

  /** Equity at the start and after each day, had it been the only strategy. */
  get dailyEquityMicroUsd(): readonly number[] {
    return this.#daily.read();
  }

  /** Largest fall from the highest equity, 0 to 1; `null` before there was money. */
  get maxDrawdown(): number | null {
    return this.#base > 0 ? this.#fallMax : null;
  }
}
