import type { DataOrigin, ErrorCode } from "@polytraders/core";
import type { TradingSummary } from "../trading-report/summary/trading-summary.ts";

/** Last value a signal had in a market. */
export interface LastSignal {
  readonly timeMs: number;
  readonly value: number;
  readonly confidence: number;
}

/** What a run says of one market. */
export interface MarketSummary {
  readonly marketId: string;
  readonly slug: string;
  readonly bookUpdates: number;
  readonly trades: number;
  /** Decisions by reason code, all bots. */
  readonly reasonCodes: Readonly<Record<string, number>>;
  readonly lastDecay: LastSignal | null;
}

/** What a run says of one bot. */
export interface BotSummary {
  readonly botId: string;
  readonly number: string | null;
  readonly name: string;
  readonly version: string;
  readonly mode: string;
  readonly decisions: number;
  readonly reasonCodes: Readonly<Record<string, number>>;
  readonly failures: number;
  readonly refusedOutputs: number;
  readonly staleInputs: number;
  readonly duplicates: number;
  readonly overruns: number;
  readonly suspended: string | null;
  readonly warnings: readonly string[];
}

/** Notices of one kind about one bot. */
export interface NoticeSummary {
  readonly code: ErrorCode;
  readonly botId: string;
  readonly count: number;
  /** The first one, in words. */
  readonly first: string;
}

/** The document a run prints with `--json` and keeps as `report.json`. */
export interface RunSummary {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly runDir: string;
  readonly verb: string;
  readonly origin: DataOrigin;
  readonly stateHash: string;
  /** Rows of market data: level updates, trades and notices. */
  readonly events: number;
  /** Steps of the kernel: frames, timers, heartbeats, commands. */
  readonly frames: number;
  readonly eventsPerSecond: number;
  readonly durationMs: number;
  readonly envelopes: number;
  readonly envelopesWritten: number;
  readonly refusedRows: Readonly<Record<string, number>>;
  readonly memory: { readonly startMb: number; readonly middleMb: number; readonly endMb: number };
  readonly markets: readonly MarketSummary[];
  readonly bots: readonly BotSummary[];
  readonly notices: readonly NoticeSummary[];
  /** Correlation id of a decision with a value, to try `explain` on; null without one. */
  readonly exampleCorrelationId: string | null;
  /** What trading came to; `null` in a run that sends no orders. */
  readonly trading: TradingSummary | null;
}
