import type { EquitySeries } from "../trading-report/summary/equity-summary.ts";
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

/** Equity over time in dollars; times are differences to the one before. */
export interface PageEquity {
  readonly timeMs: readonly number[];
  readonly cash: readonly (number | null)[];
  readonly available: readonly (number | null)[];
  readonly reserved: readonly (number | null)[];
  readonly redeemable: readonly (number | null)[];
  readonly inFlight: readonly (number | null)[];
  readonly effective: readonly (number | null)[];
  readonly peak: readonly (number | null)[];
  readonly haltAt: readonly (number | null)[];
  readonly exposure: readonly (number | null)[];
  /** Effective equity left before the halt. */
  readonly distance: readonly (number | null)[];
  /** Percent of the peak. */
  readonly drawdown: readonly (number | null)[];
}

/** What the page's script reads: the run without what is already written into the page. */
export interface PageData {
  readonly runId: string;
  readonly bots: readonly { readonly id: string; readonly name: string }[];
  readonly codes: readonly { readonly code: string; readonly severity: string }[];
  readonly markets: readonly PageMarket[];
  /** `null` for a run without orders. */
  readonly equity: PageEquity | null;
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
  const equity = data.trading === undefined ? null : encodeEquity(data.trading.equitySeries);
  return { runId: data.runId, bots, codes, markets, equity };
}

function encodeEquity(series: EquitySeries): PageEquity {
  const dollars = (amounts: readonly (number | null)[]): (number | null)[] =>
    amounts.map((amount) => (amount === null ? null : Math.round(amount / 100) / 10_000));
  return {
    timeMs: differences(series.timeMs),
    cash: dollars(series.cashMicroUsd),
    available: dollars(series.availableMicroUsd),
    reserved: dollars(series.reservedMicroUsd),
    redeemable: dollars(series.redeemableMicroUsd),
    inFlight: dollars(series.inFlightMicroUsd),
    effective: dollars(series.effectiveEquityMicroUsd),
    peak: dollars(series.peakMicroUsd),
    haltAt: dollars(series.haltAtMicroUsd),
    exposure: dollars(series.exposureMicroUsd),
    distance: dollars(
      series.effectiveEquityMicroUsd.map((equity, row) => {
        const haltAt = series.haltAtMicroUsd[row] ?? null;
        return equity === null || haltAt === null ? null : equity - haltAt;
      }),
    ),
    drawdown: rounded(
      series.drawdown.map((share) => (share === null ? null : share * 100)),
      5,
    ),
  };
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
