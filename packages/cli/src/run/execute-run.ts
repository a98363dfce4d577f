import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { createPrometheusExporter } from "@polytraders/adapter-prometheus";
import { createJournalObserver } from "@polytraders/adapter-sqlite";
import { metricSnapshots, type BotLog, type Runtime, type Stopwatch } from "@polytraders/core";
import { RUN_STATE_FILE } from "../operator/run-state.ts";
import { runStateOf, saveRunState } from "../operator/save-run-state.ts";
import { createReportCollector, type ReportCollector } from "../report/report-collector.ts";
import { renderReport } from "../report/render-report.ts";
import { summariseTrading } from "../trading-report/summarise-trading.ts";
import type { CapacityCurve } from "../trading-report/summary/capacity-summary.ts";
import { TradingCollector } from "../trading-report/trading-collector.ts";
import { BusyStopwatch } from "./busy-stopwatch.ts";
import { createRunRuntime } from "./create-run-runtime.ts";
import type { EnvelopePolicy } from "./envelope-policy.ts";
import { EnvelopeWriter } from "./envelope-writer.ts";
import type { Progress } from "./progress.ts";
import { describeRun } from "./report-input.ts";
import { identityOf, type RunIdentity, type RunSubject } from "./run-identity.ts";
import { newRunPlace, type RunPlace } from "./run-place.ts";
import type { RunDriver } from "./run-driver.ts";
import { startTickingStopwatch, type TickingStopwatch } from "./ticking-stopwatch.ts";
import { RunStatistics, summarizeBots } from "./run-statistics.ts";
import type { RunSummary } from "./run-summary.ts";
import { catchStrayFailures } from "./stray-failures.ts";

/** Everything a run needs. */
export interface RunPlan extends RunSubject {
  readonly driver: RunDriver;
  readonly envelopes: EnvelopePolicy;
  /** Folder in which the run's own folder is made. */
  readonly runsDirectory: string;
  readonly log: (line: string) => void;
  readonly progress: Progress;
  /** Profit against order size, where it was looked into. */
  readonly capacity?: CapacityCurve | null;
}

/**
 * Runs bots in virtual time and leaves a run folder: run.json, envelopes.ndjson,
 * report.json, report.html, journal.sqlite, metrics.prom. Until everything is written run.json says
 * `running`; a run that cannot begin leaves no folder.
 *
 * @param place - where the run writes; a new folder without it
 * @throws PolytradersError RUN_FOLDER_UNWRITABLE, STORE_UNWRITABLE, and whatever makes a bot or the
 *   source unfit for the run
 */
export async function executeRun(
  plan: RunPlan,
  place: RunPlace = newRunPlace(plan.runsDirectory, plan),
): Promise<RunSummary> {
  const { verb, origin } = plan;
  const { folder } = place;
  const identity = identityOf(plan, folder.runId);
  folder.writeJson("run.json", { ...identity, status: "running" });
  const parts = assemble(plan, place, identity);
  const { durationMs, memory } = await feed(parts, plan);
  const { runtime, statistics, writer, collector } = parts;

  const { kernel } = runtime;
  parts.trading?.finish(kernel.nowMs);
  const summary: RunSummary = {
    schemaVersion: 1,
    runId: folder.runId,
    runDir: folder.path,
    verb,
    origin,
    stateHash: kernel.stateHash,
    events: kernel.rowCount,
    frames: kernel.sequence,
    eventsPerSecond: Math.round(kernel.rowCount / Math.max(durationMs / 1_000, 0.001)),
    durationMs: Math.round(durationMs),
    envelopes: kernel.envelopeCount,
    envelopesWritten: writer.writtenCount,
    refusedRows: kernel.refusedRows,
    memory,
    markets: statistics.markets(kernel.markets),
    bots: summarizeBots(runtime),
    notices: statistics.notices(),
    exampleCorrelationId: statistics.exampleCorrelationId,
    trading: tradingSummaryOf(parts, plan),
  };
  const exporter = createPrometheusExporter(() => metricSnapshots(runtime.hosts));
  folder.write("metrics.prom", await exporter.metrics());
  if (!existsSync(folder.file(RUN_STATE_FILE))) saveEndState(plan, parts);
  folder.writeJson("report.json", summary);
  folder.write("report.html", renderReport(describeRun(summary, collector)));
  folder.writeJson("run.json", {
    ...identity,
    status: "finished",
    finishedAt: new Date().toISOString(),
    stateHash: summary.stateHash,
    events: summary.events,
    frames: summary.frames,
  });
  return summary;
}

/** Where a trading run stands at its end, for `risk status`; a paper run has said so itself. */
function saveEndState({ verb, trading }: RunPlan, { runtime, place }: RunParts): void {
  const { desk } = runtime;
  if (trading === null || desk === null) return;
  const state = runStateOf({
    runId: place.folder.runId,
    verb,
    status: "finished",
    runtime,
    ledger: desk.ledgerPort,
    openOrders: desk.openOrders,
    settings: trading.settings,
    inboxPosition: 0,
    writtenAt: new Date(),
  });
  saveRunState(place.folder, state);
}

interface RunParts {
  readonly runtime: Runtime;
  readonly statistics: RunStatistics;
  readonly writer: EnvelopeWriter;
  readonly collector: ReportCollector;
  readonly place: RunPlace;
  /** `null` in a run that sends no orders. */
  readonly trading: TradingCollector | null;
  readonly ticks: TickingStopwatch;
}

function assemble(plan: RunPlan, place: RunPlace, identity: RunIdentity): RunParts {
  const { markets, driver } = plan;
  const { folder, journal } = place;
  const statistics = new RunStatistics();
  const collector = createReportCollector(markets);
  const writer = new EnvelopeWriter(folder.file("envelopes.ndjson"), plan.envelopes);
  const ticks = startTickingStopwatch();
  try {
    journal.run({ ...identity, marketDefinitions: markets });
    let made: Runtime | null = null;
    const trading = createTradingCollector(plan, () => made?.desk?.ledger.view ?? null);
    const kept = createJournalObserver(journal, { keepsEnvelopes: plan.verb === "paper" });
    const runtime = createRunRuntime(plan, identity.configVersion, {
      stopwatch: stopwatchOf(plan, ticks),
      log: (botId) => lineLog(botId, plan.log),
      onNotice: (notice) => statistics.onNotice(notice),
      observers: [statistics, writer, collector, ...(trading === null ? [] : [trading, kept])],
      journal,
      gateway: driver.gateway,
      onLedgerEntry: trading?.onLedgerEntry,
    });
    made = runtime;
    trading?.listenTo(runtime.kernel);
    return { runtime, statistics, writer, collector, place, trading, ticks };
  } catch (error) {
    ticks.stop();
    writer.close();
    if (place.isNew) folder.discard();
    throw error;
  }
}

function createTradingCollector(
  { markets, trading }: RunPlan,
  ledger: ConstructorParameters<typeof TradingCollector>[0]["ledger"],
): TradingCollector | null {
  if (trading === null) return null;
  return new TradingCollector({ markets, ledger, strategyIds: trading.strategyIds });
}

function tradingSummaryOf({ runtime, trading }: RunParts, plan: RunPlan): RunSummary["trading"] {
  if (trading === null || runtime.desk === null) return null;
  const { drawdownRules } = plan.trading?.ledger ?? {};
  const options = {
    capacity: plan.capacity ?? null,
    ...(drawdownRules === undefined ? {} : { drawdownMax: drawdownRules.drawdownMax }),
  };
  return summariseTrading(trading, runtime.desk.ledger.view, options);
}

/**
 * A run that sends orders must come out the same on any machine, so that nobody is suspended for
 * being slow: its bots are not timed.
 */
function stopwatchOf({ trading }: RunPlan, ticks: TickingStopwatch): Stopwatch {
  return trading === null ? new BusyStopwatch(() => ticks.nowMs()) : { nowMs: () => 0 };
}

async function feed(
  { runtime, statistics, writer, place, ticks }: RunParts,
  { driver, progress }: RunPlan,
): Promise<Pick<RunSummary, "durationMs" | "memory">> {
  const { kernel } = runtime;
  const { journal } = place;
  const startMb = residentMb();
  const total = driver.rowCount ?? 0;
  let middleMb = startMb;
  const stopCatching = catchStrayFailures((found) =>
    statistics.onNotice({
      code: "BOT_CALL_FAILED",
      botId: "a bot",
      marketId: null,
      eventSequence: kernel.sequence,
      timeMs: kernel.nowMs,
      found,
    }),
  );
  const startedAtMs = performance.now();
  progress.start(total);
  try {
    let seenRows = 0;
    const rest = async (): Promise<void> => {
      const added = kernel.rowCount - seenRows;
      seenRows = kernel.rowCount;
      writer.throwIfFailed();
      if (seenRows * 2 <= total + added * 2) middleMb = residentMb();
      journal.checkpoint(kernel.sequence, kernel.stateHash);
      progress.update(seenRows);
      // Lets rejected promises and timers of bots come up here, where they are caught.
      await setImmediate();
    };
    await driver.drive(runtime, { ...place, rest });
    journal.checkpoint(kernel.sequence, kernel.stateHash);
    await setImmediate();
  } catch (error) {
    closeAfterFailure([writer, journal]);
    throw error;
  } finally {
    ticks.stop();
    stopCatching();
    progress.stop();
  }
  const durationMs = performance.now() - startedAtMs;
  journal.close();
  writer.close();
  return { durationMs, memory: { startMb, middleMb, endMb: residentMb() } };
}

/** Keeps what was written so far; the first error is the one that tells why the run ended. */
function closeAfterFailure(outputs: readonly { readonly close: () => void }[]): void {
  for (const output of outputs) {
    try {
      output.close();
    } catch {
      // On a full disk this fails for the reason that is reported already.
    }
  }
}

function residentMb(): number {
  return Math.round(process.memoryUsage.rss() / 1_048_576);
}

function lineLog(botId: string, log: (line: string) => void): BotLog {
  const write = (level: string, message: string, fields: object | undefined): void =>
    log(`${level} ${botId}: ${message}${fields === undefined ? "" : ` ${JSON.stringify(fields)}`}`);
  return {
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
  };
}
