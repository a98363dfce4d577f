import type { InspectReport, MarketReport } from "@polytraders/adapter-recordings";
import { fromMicro } from "@polytraders/core";
import Table from "cli-table3";

/** Markets shown to a person; the JSON document has all of them. */
const SHOWN_MARKETS = 40;

const COLUMNS = [
  "market",
  "books",
  "changes",
  "rows",
  "from (UTC)",
  "hours",
  "silence s",
  "back/dup",
  "books differ",
  "by trade",
  "crossed (longest s)",
  "one-sided",
  "ticks",
  "trades",
  "inferred USD",
];

/** The quality report for a person: one line per market, then what was rejected. */
export function recordingTables(report: InspectReport): string {
  const table = new Table({ head: COLUMNS, style: { head: [], border: [], compact: true } });
  const busiest = report.markets.toSorted((a, b) => rowsOf(b) - rowsOf(a));
  for (const market of busiest.slice(0, SHOWN_MARKETS)) table.push(marketCells(market));
  const { label, kind, rowCount } = report.recording;
  const lines = [
    `${label}: ${kind}, ${report.markets.length} markets, ${rowCount} rows`,
    table.toString(),
  ];
  const hidden = busiest.length - SHOWN_MARKETS;
  if (hidden > 0) lines.push(`${hidden} more markets; --json lists them all`);
  lines.push(...rejectedLines(report));
  for (const { code, file, found } of report.warnings)
    lines.push(`Warning ${code}: ${file}: ${found}`);
  return lines.join("\n");
}

function rejectedLines({ rejected, roundedSizes }: InspectReport): string[] {
  const lines = Object.entries(rejected).map(([code, count]) => `Rejected ${count} × ${code}`);
  if (lines.length > 0) lines.push("Each is listed in the recording's rejected-lines.ndjson");
  if (roundedSizes > 0) lines.push(`Rounded ${roundedSizes} sizes to six decimals`);
  return lines;
}

function marketCells(market: MarketReport): string[] {
  const { messages } = market;
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  return [
    market.slug,
    String(messages["book"] ?? messages["quote"] ?? 0),
    String(messages["price_change"] ?? 0),
    String(rowsOf(market)),
    new Date(market.firstTimeMs).toISOString().slice(0, 16).replace("T", " "),
    ((market.lastTimeMs - market.firstTimeMs) / 3_600_000).toFixed(1),
    seconds(market.longestSilenceMs),
    `${market.stepsBack}/${market.duplicateMessages}`,
    `${market.booksDiffering}/${market.booksCompared}`,
    String(market.booksDifferingByOneSidedDecrease),
    `${market.crossedOrLockedStates}/${market.twoSidedStates} (${seconds(market.longestCrossedMs)})`,
    String(market.oneSidedStates),
    String(market.tickChanges),
    market.trades > 0 ? String(market.trades) : `${market.inferredTrades} inferred`,
    fromMicro(market.inferredTradeUsd).toFixed(0),
  ];
}

function rowsOf(market: MarketReport): number {
  return Object.values(market.rows).reduce((sum, count) => sum + count, 0);
}
