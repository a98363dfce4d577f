import type { MarketReport, ReportData, ReportSeries } from "./report-data.ts";

/** Envelopes as columns; times are differences to the one before, names are places in lists. */
export interface PageEnvelopes {
  readonly timeMs: readonly number[];
  readonly bot: readonly number[];
  readonly code: readonly number[];
  readonly value: readonly (number | null)[];
  readonly confidence: readonly (number | null)[];
  readonly correlationId: readonly string[];
  readonly text: readonly string[];
}

/** A market as embedded in the page. */
export interface PageMarket extends Omit<MarketReport, "series" | "envelopes"> {
  /** Times are differences to the one before; values have as many digits as can be seen. */
  readonly series: ReportSeries;
  readonly envelopes: PageEnvelopes;
}

/** What the page's script reads: the run without what is already written into the page. */
export interface PageData {
  readonly runId: string;
  readonly bots: readonly { readonly id: string; readonly name: string }[];
  readonly codes: readonly { readonly code: string; readonly severity: string }[];
  readonly markets: readonly PageMarket[];
}

/** Brings a report into the compact form that the page's script reads. */
export function encodePageData(data: ReportData): PageData {
  const bots = data.bots.map(({ id, name }) => ({ id, name }));
  const codes: { code: string; severity: string }[] = [];
  const botIndexes = new Map(bots.map(({ id }, index) => [id, index]));
  const codeIndexes = new Map<string, number>();
  const botIndex = (id: string): number => {
    const known = botIndexes.get(id);
    if (known !== undefined) return known;
    botIndexes.set(id, bots.length);
    return bots.push({ id, name: id }) - 1;
  };
  const codeIndex = (code: string, severity: string): number => {
    const key = `${code} ${severity}`;
    const known = codeIndexes.get(key);
    if (known !== undefined) return known;
    codeIndexes.set(key, codes.length);
    return codes.push({ code, severity }) - 1;
  };
  const markets = data.markets.map(({ series, envelopes, ...market }) => ({
    ...market,
    series: encodeSeries(series),
    envelopes: {
      timeMs: differences(envelopes.map(({ timeMs }) => timeMs)),
      bot: envelopes.map(({ botId }) => botIndex(botId)),
      code: envelopes.map(({ reasonCode, severity }) => codeIndex(reasonCode, severity)),
      value: rounded(
        envelopes.map(({ value }) => value),
        5,
      ),
      confidence: rounded(
        envelopes.map(({ confidence }) => confidence),
        3,
      ),
      correlationId: envelopes.map(({ correlationId }) => correlationId),
      text: envelopes.map(({ text }) => text),
    },
  }));
  return { runId: data.runId, bots, codes, markets };
}

function encodeSeries(series: ReportSeries): ReportSeries {
  return {
    timeMs: differences(series.timeMs),
    bid: rounded(series.bid, 5),
    ask: rounded(series.ask, 5),
    depthUsd: rounded(series.depthUsd, 5),
    decay: rounded(series.decay, 4),
    confidence: rounded(series.confidence, 3),
    longDecay: rounded(series.longDecay, 4),
    ofi: rounded(series.ofi, 4),
    vpin: rounded(series.vpin, 3),
  };
}

function differences(times: readonly number[]): number[] {
  return times.map((timeMs, index) => timeMs - (times[index - 1] ?? 0));
}

function rounded(values: readonly (number | null)[], digits: number): (number | null)[] {
  return values.map((value) =>
    value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(digits)),
  );
}
