import type { EpochMs, MicroUsd } from "@polytraders/core";
import type { DrawdownStory } from "./summary/equity-summary.ts";

type Told = Pick<DrawdownStory, "definition" | "meaning">;

/** The worst drawdown of a run under one definition of peak and equity. */
export class DrawdownTale {
  readonly #told: Told;
  #worstShare = 0;
  #worstAtMs: EpochMs | null = null;
  #peak: MicroUsd = 0;
  #equity: MicroUsd = 0;
  #highest: MicroUsd = 0;

  constructor(told: Told) {
    this.#told = told;
  }

  /** Takes a peak that is known from elsewhere, and the equity to hold against it. */
  observe(timeMs: EpochMs, peak: MicroUsd, equity: MicroUsd): void {
    const share = peak > 0 ? Math.max(0, (peak - equity) / peak) : 0;
    if (share <= this.#worstShare) return;
    this.#worstShare = share;
    this.#worstAtMs = timeMs;
    this.#peak = peak;
    this.#equity = equity;
  }

  /** Takes what may become the peak, and the equity to hold against the highest so far. */
  observeHighest(timeMs: EpochMs, candidate: MicroUsd, equity: MicroUsd): void {
    this.#highest = Math.max(this.#highest, candidate);
    this.observe(timeMs, this.#highest, equity);
  }

  /** Money from (positive) or to outside moves the peak. */
  shift(flow: MicroUsd): void {
    if (this.#highest > 0) this.#highest += flow;
  }

  /** @param drawdownMax - share of the peak that halts, at equality too */
  read(drawdownMax: number): DrawdownStory {
    return {
      ...this.#told,
      worstShare: this.#worstShare,
      worstAtMs: this.#worstAtMs,
      peakMicroUsd: this.#peak,
      equityMicroUsd: this.#equity,
      wouldHalt:
        this.#worstAtMs !== null && this.#peak - this.#equity >= drawdownMax * this.#peak - 1e-3,
    };
  }
}
