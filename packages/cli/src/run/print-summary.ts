import { relative } from "node:path";
import { plainTable, shortName, type Column } from "../plain-table.ts";
import { printTrading } from "../trading-report/print-trading.ts";
import type { CliIo } from "../verb.ts";
import type { MarketSummary, RunSummary } from "./run-summary.ts";

/** Markets shown in the terminal; the report and report.json hold all of them. */
const MARKETS_SHOWN_MAX = 20;
/** Longest list of suppressions on one line; with it the table has at most 100 columns. */
const SUPPRESSIONS_CHARACTERS_MAX = 26;

/** Prints a run: one JSON document, or tables and what to try next. */
export function printSummary(
  summary: RunSummary,
  { isJson, io }: { readonly isJson: boolean; readonly io: CliIo },
): void {
  if (isJson) {
    io.out(JSON.stringify(summary));
    return;
  }
  const runDir = relative(io.workingDirectory, summary.runDir) || summary.runDir;
  io.out(describeOrigin(summary));
  io.out(`\n${marketTable(summary.markets)}\n`);
  io.out(`${botTable(summary)}\n`);
  if (summary.trading !== null) {
    printTrading(summary.trading, io);
    io.out("");
  }
  for (const { code, count, first } of summary.notices) {
    // The trading report counts refusals by their reasons; the first one's words would stand for all.
    if (summary.trading !== null && code === "RISK_INTENT_REFUSED") continue;
    io.out(`note ${count}x ${first}`);
  }
  const refused = Object.entries(summary.refusedRows).map(
    ([reason, count]) => `${count} ${reason}`,
  );
  if (refused.length > 0) io.out(`Rows refused: ${refused.join(", ")}.`);
  io.out(
    `${format(summary.events)} events in ${(summary.durationMs / 1_000).toFixed(2)} s ` +
      `(${format(summary.eventsPerSecond)}/s), ${format(summary.envelopes)} decisions, state hash ${summary.stateHash}`,
  );
  io.out(nextSteps(summary, runDir));
}

function describeOrigin({ origin, markets }: RunSummary): string {
  const kind = origin.kind === "synthetic" ? "SYNTHETIC data, not a real market" : origin.kind;
  return `${origin.label} (${kind}), ${markets.length} ${markets.length === 1 ? "market" : "markets"}`;
}

function marketTable(markets: readonly MarketSummary[]): string {
  const hasDecay = markets.some((market) =>
    Object.keys(market.reasonCodes).some((code) => code.startsWith("INTEL_DECAY_")),
  );
  const columns = [...MARKET_COLUMNS, ...(hasDecay ? DECAY_COLUMNS : DECISION_COLUMNS)];
  const rows = markets
    .slice(0, MARKETS_SHOWN_MAX)
    .map((market) => [
      shortName(market.slug),
      format(market.bookUpdates),
      format(market.trades),
      ...(hasDecay ? decayCells(market) : [format(sum(Object.values(market.reasonCodes)))]),
    ]);
  const table = plainTable(columns, rows);
  const rest = markets.length - MARKETS_SHOWN_MAX;
  return rest > 0 ? `${table}\n… and ${rest} more in report.json` : table;
}

const MARKET_COLUMNS: readonly Column[] = [
  { head: "market", align: "left" },
  { head: "book\nupdates" },
  { head: "trades" },
];
const DECISION_COLUMNS: readonly Column[] = [{ head: "decisions" }];
const DECAY_COLUMNS: readonly Column[] = [
  { head: "decay\npublished" },
  { head: "suppressed", align: "left" },
  { head: "last decay\nUSD/s" },
  { head: "confi-\ndence" },
];

function decayCells({ reasonCodes, lastDecay }: MarketSummary): string[] {
  return [
    format(reasonCodes["INTEL_DECAY_PUBLISHED"] ?? 0),
    suppressions(reasonCodes),
    lastDecay === null ? "-" : lastDecay.value.toFixed(4),
    lastDecay === null ? "-" : lastDecay.confidence.toFixed(2),
  ];
}

function suppressions(reasonCodes: MarketSummary["reasonCodes"]): string {
  const prefix = "INTEL_DECAY_SUPPRESSED_";
  const parts = Object.entries(reasonCodes)
    .filter(([code]) => code.startsWith(prefix))
    .map(([code, count]) => `${format(count)} ${code.slice(prefix.length).toLowerCase()}`);
  if (parts.length === 0) return "-";
  const line = parts.join(", ");
  return line.length <= SUPPRESSIONS_CHARACTERS_MAX ? line : parts.join(",\n");
}

const BOT_COLUMNS: readonly Column[] = [
  { head: "bot", align: "left" },
  { head: "mode", align: "left" },
  { head: "decisions" },
  { head: "by reason code", align: "left" },
];

function botTable(summary: RunSummary): string {
  const rows = summary.bots.map((bot) => {
    const codes = Object.entries(bot.reasonCodes).map(
      ([code, count]) => `${code} ${format(count)}`,
    );
    const mode = bot.suspended === null ? bot.mode : "suspended";
    return [bot.botId, mode, format(bot.decisions), codes.join("\n")];
  });
  return plainTable(BOT_COLUMNS, rows);
}

function nextSteps(summary: RunSummary, runDir: string): string {
  return [
    `Run folder: ${runDir}`,
    "Try next:",
    `  open ${runDir}/report.html`,
    `  npx polytraders explain ${runDir} ${summary.exampleCorrelationId ?? "<correlation id>"}`,
    "  npx polytraders bot list",
    ...(summary.verb === "demo"
      ? ["  npx polytraders backtest --data <recording or raw capture>"]
      : []),
  ].join("\n");
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
