import type { ReportEnvelopeLine } from "../report-data.ts";
import type { PageEnvelopes, PageEquity, PageMarket } from "../page-data.ts";

/** A market as the page works with it. */
export interface Market extends Omit<PageMarket, "series" | "envelopes"> {
  readonly timeMs: number[];
  readonly columns: PageMarket["series"];
  readonly envelopes: ReportEnvelopeLine[];
}

/** Undoes the compact form of one market. */
export function decodeMarket(
  market: PageMarket,
  bots: readonly { readonly id: string }[],
  codes: readonly { readonly code: string; readonly severity: string }[],
): Market {
  const { series, envelopes, ...rest } = market;
  return {
    ...rest,
    timeMs: sums(series.timeMs),
    columns: series,
    envelopes: decodeEnvelopes(envelopes, bots, codes),
  };
}

/** Undoes the compact form of the equity series. */
export function decodeEquity(equity: PageEquity): PageEquity {
  return { ...equity, timeMs: sums(equity.timeMs) };
}

function decodeEnvelopes(
  columns: PageEnvelopes,
  bots: readonly { readonly id: string }[],
  codes: readonly { readonly code: string; readonly severity: string }[],
): ReportEnvelopeLine[] {
  return sums(columns.timeMs).map((timeMs, index) => {
    const code = codes[columns.code[index] ?? 0];
    return {
      timeMs,
      botId: bots[columns.bot[index] ?? 0]?.id ?? "",
      reasonCode: code?.code ?? "",
      severity: code?.severity ?? "",
      value: columns.value[index] ?? null,
      confidence: columns.confidence[index] ?? null,
      correlationId: columns.correlationId[index] ?? "",
      text: columns.text[index] ?? "",
    };
  });
}

function sums(differences: readonly number[]): number[] {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}
