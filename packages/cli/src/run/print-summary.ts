import Table from "cli-table3";
import { relative } from "node:path";
import type { CliIo } from "../verb.ts";
import type { MarketSummary, RunSummary } from "./run-summary.ts";

/** Markets shown in the terminal; the report and report.json hold all of them. */
const MARKETS_SHOWN_MAX = 20;

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
  io.out(marketTable(summary.markets));
  io.out(botTable(summary));
  for (const notice of summary.notices) io.out(`note ${notice.count}x ${notice.first}`);
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
  const table = new Table({
    head: [
      "market",
      "book updates",
      "trades",
      "decay published",
      "suppressed",
      "last decay",
      "confidence",
    ],
    colAligns: ["left", "right", "right", "right", "left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const market of markets.slice(0, MARKETS_SHOWN_MAX)) {
    table.push([
      market.slug,
      format(market.bookUpdates),
      format(market.trades),
      format(market.reasonCodes["INTEL_DECAY_PUBLISHED"] ?? 0),
      suppressions(market),
      market.lastDecay === null ? "-" : `${market.lastDecay.value.toFixed(4)} USD/s`,
      market.lastDecay === null ? "-" : market.lastDecay.confidence.toFixed(2),
    ]);
  }
  const rest = markets.length - MARKETS_SHOWN_MAX;
  return rest > 0 ? `${table.toString()}\n… and ${rest} more in report.json` : table.toString();
}

function suppressions(market: MarketSummary): string {
  const prefix = "INTEL_DECAY_SUPPRESSED_";
  const parts = Object.entries(market.reasonCodes)
    .filter(([code]) => code.startsWith(prefix))
    .map(([code, count]) => `${format(count)} ${code.slice(prefix.length).toLowerCase()}`);
  return parts.length === 0 ? "-" : parts.join(", ");
}

function botTable(summary: RunSummary): string {
  const table = new Table({
    head: ["bot", "mode", "decisions", "by reason code"],
    colAligns: ["left", "left", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const bot of summary.bots) {
    const codes = Object.entries(bot.reasonCodes).map(
      ([code, count]) => `${code} ${format(count)}`,
    );
    const mode = bot.suspended === null ? bot.mode : `suspended: ${bot.suspended}`;
    table.push([bot.botId, mode, format(bot.decisions), codes.join("\n")]);
  }
  return table.toString();
}

function nextSteps(summary: RunSummary, runDir: string): string {
  return [
    `Run folder: ${runDir}`,
    "Try next:",
    `  open ${runDir}/report.html`,
    `  polytraders explain ${runDir} ${summary.exampleCorrelationId ?? "<correlation id>"}`,
    "  polytraders bot list",
    ...(summary.verb === "demo"
      ? ["  polytraders backtest --data <recording or raw capture>"]
      : []),
  ].join("\n");
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}
