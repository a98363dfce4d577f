import type { DataOrigin } from "@polytraders/core";
import type { TradingSummary } from "../trading-report/summary/trading-summary.ts";

/** What a bot did in a run. */
export interface ReportBot {
  readonly id: string;
  readonly name: string;
  readonly mode: string;
  /** Decisions by reason code, all markets. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Columns over one time axis; `null` where a value is unknown or suppressed. Each row is the state
 * of the market at its time, so that a signal is repeated until the next one replaces it.
 */
export interface ReportSeries {
  /** Epoch milliseconds, strictly increasing. */
  readonly timeMs: readonly number[];
  /** Dollars per share, first token. */
  readonly bid: readonly (number | null)[];
  /** Dollars per share, first token. */
  readonly ask: readonly (number | null)[];
  /** Notional of best bid and best ask. */
  readonly depthUsd: readonly (number | null)[];
  /** Inside depth lost, dollars per second. */
  readonly decay: readonly (number | null)[];
  /** Of `decay`, 0 to 1. */
  readonly confidence: readonly (number | null)[];
  /** The same over the long window. */
  readonly longDecay: readonly (number | null)[];
  /** Order-flow imbalance over mean half depth. */
  readonly ofi: readonly (number | null)[];
  /** 0 to 1. */
  readonly vpin: readonly (number | null)[];
}

/** A stretch in which no decay was published, and why. */
export interface ReportSuppression {
  readonly fromMs: number;
  readonly toMs: number;
  readonly reasonCode: string;
}

/** A change of what the halt detector says of the market. */
export interface ReportStatusChange {
  readonly timeMs: number;
  readonly status: string;
  readonly reasonCode: string;
}

/** One envelope, as the page shows it. */
export interface ReportEnvelopeLine {
  readonly timeMs: number;
  readonly botId: string;
  readonly reasonCode: string;
  readonly severity: string;
  readonly value: number | null;
  readonly confidence: number | null;
  readonly correlationId: string;
  /** The payload in words. */
  readonly text: string;
}

/** What the page shows of one market. */
export interface MarketReport {
  readonly marketId: string;
  readonly slug: string;
  readonly outcomes: readonly string[];
  /** Changes of the book. */
  readonly updates: number;
  readonly series: ReportSeries;
  readonly suppression: readonly ReportSuppression[];
  readonly statusChanges: readonly ReportStatusChange[];
  readonly envelopes: readonly ReportEnvelopeLine[];
  /** Envelopes of the run; more than in `envelopes` where routine ones were left out. */
  readonly envelopesSeen: number;
}

/** Everything `report.html` shows. Plain JSON. */
export interface ReportData {
  readonly schemaVersion: 1;
  readonly title: string;
  readonly runId: string;
  readonly stateHash: string;
  readonly origin: Pick<DataOrigin, "kind" | "label">;
  /** Versions by name: core, node, bots. */
  readonly generatedFrom: Readonly<Record<string, string>>;
  /** Time the run took. */
  readonly durationMs: number;
  /** Rows of market data. */
  readonly events: number;
  readonly bots: readonly ReportBot[];
  readonly markets: readonly MarketReport[];
  /** Markets of the run; more than in `markets` where some were left out. */
  readonly marketsSeen: number;
  /** What trading came to; absent for a run without orders. */
  readonly trading?: TradingSummary;
}
