import { PolytradersError } from "@polytraders/core";

interface Span {
  readonly file: string;
  readonly firstMs: number;
  lastMs: number;
}

/** Remembers which file covers which time of each market. */
export class SourceSpans {
  private readonly byMarket = new Map<string, Span[]>();

  /** Notes one message; times of one file do not decrease. */
  note(marketId: string, file: string, timeMs: number): void {
    const spans = this.byMarket.get(marketId);
    if (spans === undefined) {
      this.byMarket.set(marketId, [{ file, firstMs: timeMs, lastMs: timeMs }]);
      return;
    }
    const span = spans.find((candidate) => candidate.file === file);
    if (span === undefined) spans.push({ file, firstMs: timeMs, lastMs: timeMs });
    else span.lastMs = timeMs;
  }

  /**
   * Refuses two files that cover the same time of one market: their books would mix. Files that
   * follow each other, as rotated captures do, are fine.
   *
   * @throws DATA_MARKET_OVERLAPS
   */
  refuseOverlaps(): void {
    for (const [marketId, spans] of this.byMarket) {
      const sorted = spans.toSorted((a, b) => a.firstMs - b.firstMs || a.lastMs - b.lastMs);
      for (const [index, span] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next === undefined || next.firstMs >= span.lastMs) continue;
        throw new PolytradersError("DATA_MARKET_OVERLAPS", {
          found: `${span.file} and ${next.file} both covering market ${marketId} at ${next.firstMs}`,
        });
      }
    }
  }
}
