import type { ReportSuppression } from "./report-data.ts";

const BANDS_MAX = 500;

/** Stretches without a published value, merged where they touch; bounded by merging near ones. */
export class SuppressionBands {
  #bands: ReportSuppression[] = [];
  #open: { readonly fromMs: number; readonly reasonCode: string } | null = null;
  #mergeGapMs = 0;

  /** A value was published. */
  published(timeMs: number): void {
    this.#close(timeMs);
  }

  /** No value was published, for this reason. */
  suppressed(timeMs: number, reasonCode: string): void {
    if (this.#open?.reasonCode === reasonCode) return;
    this.#close(timeMs);
    this.#open = { fromMs: timeMs, reasonCode };
  }

  /** All bands; the one still open ends at `endMs`. */
  read(endMs: number): ReportSuppression[] {
    if (this.#open === null) return [...this.#bands];
    const toMs = Math.max(endMs, this.#open.fromMs);
    return [...this.#bands, { ...this.#open, toMs }];
  }

  #close(toMs: number): void {
    if (this.#open === null) return;
    this.#bands.push({ ...this.#open, toMs });
    this.#open = null;
    while (this.#bands.length > BANDS_MAX) {
      this.#mergeGapMs = Math.max(1_000, this.#mergeGapMs * 2);
      this.#bands = mergeNear(this.#bands, this.#mergeGapMs);
    }
  }
}

function mergeNear(bands: readonly ReportSuppression[], gapMs: number): ReportSuppression[] {
  const merged: ReportSuppression[] = [];
  for (const band of bands) {
    const last = merged.at(-1);
    if (last !== undefined && band.fromMs - last.toMs <= gapMs) {
      const isLonger = band.toMs - band.fromMs > last.toMs - last.fromMs;
      const { reasonCode } = isLonger ? band : last;
      merged[merged.length - 1] = { fromMs: last.fromMs, toMs: band.toMs, reasonCode };
    } else merged.push(band);
  }
  return merged;
}
