import { CORE_VERSION } from "@polytraders/core";
import type { ReportCollector } from "../report/report-collector.ts";
import type { ReportData } from "../report/report-data.ts";
import { CLI_VERSION } from "../version.ts";
import type { RunSummary } from "./run-summary.ts";

/** Puts a finished run into the form that its page is rendered from. */
export function describeRun(summary: RunSummary, collector: ReportCollector): ReportData {
  return {
    schemaVersion: 1,
    title: `Polytraders ${summary.verb}`,
    runId: summary.runId,
    stateHash: summary.stateHash,
    origin: summary.origin,
    generatedFrom: {
      polytraders: CLI_VERSION,
      core: CORE_VERSION,
      node: process.versions.node,
    },
    durationMs: summary.durationMs,
    events: summary.events,
    bots: summary.bots.map(({ botId, name, mode, reasonCodes }) => ({
      id: botId,
      name,
      mode,
      counts: reasonCodes,
    })),
    markets: collector.marketReports(),
    marketsSeen: summary.markets.length,
    ...(summary.trading === null ? {} : { trading: summary.trading }),
  };
}
