import type { InspectReport, MarketReport } from "@polytraders/adapter-recordings";
import { fromMicro } from "@polytraders/core";
import { plainTable, shortName, type Column } from "../plain-table.ts";

/** Markets shown to a person; the JSON document has all of them. */
const SHOWN_MARKETS = 40;

const CONTENT_COLUMNS: readonly Column[] = [
  { head: "market", align: "left" },
  { head: "from (UTC)", align: "left" },
  { head: "hours" },
  { head: "books" },
  { head: "changes" },
  { head: "rows" },
  { head: "trades" },
  { head: "trades\ninferred" },
  { head: "inferred\nUSD" },
];

const QUALITY_COLUMNS: readonly Column[] = [
  { head: "market", align: "left" },
  { head: "longest\nsilence s" },
  { head: "steps back/\nduplicates" },
  { head: "books\ndiffer" },
  { head: "by a\ntrade" },
  { head: "crossed\nstates" },
  { head: "longest\ns" },
  { head: "one-\nsided" },
  { head: "tick\nchanges" },
];

/** The quality report for a person: what each market holds, how good it is, what was rejected. */
export function recordingTables(report: InspectReport): string {
  const busiest = report.markets.toSorted((a, b) => rowsOf(b) - rowsOf(a));
  const shown = busiest.slice(0, SHOWN_MARKETS);
  const { label, kind, rowCount } = report.recording;
  const lines = [
    `${label}: ${kind}, ${format(report.markets.length)} markets, ${format(rowCount)} rows`,
    "",
    plainTable(CONTENT_COLUMNS, shown.map(contentCells)),
    "",
    plainTable(QUALITY_COLUMNS, shown.map(qualityCells)),
    "",
  ];
  const hidden = busiest.length - SHOWN_MARKETS;
  if (hidden > 0) lines.push(`${format(hidden)} more markets; --json lists them all`);
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

function contentCells(market: MarketReport): string[] {
  const { messages, firstTimeMs, lastTimeMs } = market;
  return [
    shortName(market.slug),
    new Date(firstTimeMs).toISOString().slice(0, 16).replace("T", " "),
    ((lastTimeMs - firstTimeMs) / 3_600_000).toFixed(1),
    format(messages["book"] ?? messages["quote"] ?? 0),
    format(messages["price_change"] ?? 0),
    format(rowsOf(market)),
    format(market.trades),
    format(market.inferredTrades),
    format(Math.round(fromMicro(market.inferredTradeUsd))),
  ];
}

function qualityCells(market: MarketReport): string[] {
  return [
    shortName(market.slug),
    seconds(market.longestSilenceMs),
    `${market.stepsBack}/${market.duplicateMessages}`,
    `${market.booksDiffering}/${market.booksCompared}`,
    format(market.booksDifferingByOneSidedDecrease),
    `${market.crossedOrLockedStates}/${market.twoSidedStates}`,
    seconds(market.longestCrossedMs),
    format(market.oneSidedStates),
    format(market.tickChanges),
  ];
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}

function rowsOf(market: MarketReport): number {
  return Object.values(market.rows).reduce((sum, count) => sum + count, 0);
}
