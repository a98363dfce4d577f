import { createRunningMedian } from "@polytraders/quant";

/** What is normal for the spread of one market: the median of one sample per interval. */
export class SpreadHistory {
  readonly #median;
  readonly #rules: { readonly sampleIntervalMs: number; readonly samplesMin: number };
  #sampledAtMs = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(rules: {
    readonly medianSamples: number;
    readonly sampleIntervalMs: number;
    readonly samplesMin: number;
  }) {
    this.#rules = rules;
    this.#median = createRunningMedian(rules.medianSamples);
  }

  /** Takes a spread in price units, at most one per interval. */
  note(spread: number | null, nowMs: number): void {
    if (spread === null || spread <= 0) return;
    if (nowMs - this.#sampledAtMs < this.#rules.sampleIntervalMs) return;
    this.#sampledAtMs = nowMs;
    this.#count += 1;
    this.#median.add(spread);
  }

  /** Median in price units; `null` while too few are known. */
  get median(): number | null {
    return this.#count < this.#rules.samplesMin ? null : this.#median.median();
  }
}
