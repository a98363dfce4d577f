import { createHash, randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { createPrometheusExporter } from "@polytraders/adapter-prometheus";
import type { RunJournal } from "@polytraders/adapter-sqlite";
import {
  CORE_VERSION,
  metricSnapshots,
  Runtime,
  type BotLog,
  type ConfiguredBot,
  type MarketDataSource,
} from "@polytraders/core";
import { createReportCollector, type ReportCollector } from "../report/report-collector.ts";
import { renderReport } from "../report/render-report.ts";
import { BusyStopwatch } from "./busy-stopwatch.ts";
import type { EnvelopePolicy } from "./envelope-policy.ts";
import { EnvelopeWriter } from "./envelope-writer.ts";
import type { Progress } from "./progress.ts";
import { describeRun } from "./report-input.ts";
import type { RunConfig } from "./run-config.ts";
import { addCheckpoint, startJournal } from "./run-journal.ts";
import { RunFolder } from "./run-folder.ts";
import { startTickingStopwatch, type TickingStopwatch } from "./ticking-stopwatch.ts";
import { RunStatistics, summarizeBots } from "./run-statistics.ts";
import type { RunSummary } from "./run-summary.ts";
import { catchStrayFailures } from "./stray-failures.ts";

/** Seed of a run whose options and configuration name none. */
const DEFAULT_SEED = 1;

/** Everything a run needs. */
export interface RunPlan {
  readonly verb: string;
  readonly source: MarketDataSource;
  readonly bots: readonly ConfiguredBot[];
  readonly config: RunConfig;
  readonly envelopes: EnvelopePolicy;
  /** Folder in which the run's own folder is made. */
  readonly runsDirectory: string;
  readonly log: (line: string) => void;
  readonly progress: Progress;
}

/**
 * Runs bots over a source in virtual time and leaves a run folder: run.json, envelopes.ndjson,
 * report.json, report.html, journal.sqlite, metrics.prom. Until everything is written run.json says
 * `running`; a run that cannot begin leaves no folder.
 *
 * @throws PolytradersError RUN_FOLDER_UNWRITABLE, STORE_UNWRITABLE, and whatever makes a bot or the
 *   source unfit for the run
 */
export async function executeRun(plan: RunPlan): Promise<RunSummary> {
  const { verb, source } = plan;
  const folder = new RunFolder(plan.runsDirectory, newRunId(verb));
  const identity = identityOf(plan, folder.runId);
  folder.writeJson("run.json", { ...identity, status: "running" });
  const parts = assemble(plan, folder, identity);
  const { durationMs, memory } = await feed(parts, plan);
  const { runtime, statistics, writer, collector } = parts;

  const { kernel } = runtime;
  const summary: RunSummary = {
    schemaVersion: 1,
    runId: folder.runId,
    runDir: folder.path,
    verb,
    origin: source.origin,
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
  };
  const exporter = createPrometheusExporter(() => metricSnapshots(runtime.hosts));
  folder.write("metrics.prom", await exporter.metrics());
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

type RunIdentity = ReturnType<typeof identityOf>;

function identityOf(plan: RunPlan, runId: string) {
  const { verb, source, config } = plan;
  return {
    schemaVersion: 1,
    runId,
    verb,
    seed: config.seed ?? DEFAULT_SEED,
    configVersion: configVersionOf(plan),
    config,
    bots: plan.bots.map(({ bot }) => ({
      botId: bot.manifest.botId,
      version: bot.manifest.version,
      specHash: bot.manifest.specHash,
      reference: bot.reference,
    })),
    markets: Object.fromEntries(source.markets.map(({ marketId, slug }) => [marketId, slug])),
    origin: source.origin,
    versions: { core: CORE_VERSION, node: process.versions.node },
    startedAt: new Date().toISOString(),
  };
}

interface RunParts {
  readonly runtime: Runtime;
  readonly statistics: RunStatistics;
  readonly writer: EnvelopeWriter;
  readonly collector: ReportCollector;
  readonly journal: RunJournal;
  readonly ticks: TickingStopwatch;
}

function assemble(plan: RunPlan, folder: RunFolder, identity: RunIdentity): RunParts {
  const { source, config } = plan;
  const statistics = new RunStatistics();
  const collector = createReportCollector(source.markets);
  const writer = new EnvelopeWriter(folder.file("envelopes.ndjson"), plan.envelopes);
  const ticks = startTickingStopwatch();
  try {
    const runtime = new Runtime({
      markets: source.markets,
      bots: plan.bots,
      configVersion: identity.configVersion,
      seed: identity.seed,
      stopwatch: new BusyStopwatch(() => ticks.nowMs()),
      log: (botId) => lineLog(botId, plan.log),
      onNotice: (notice) => statistics.onNotice(notice),
      observers: [statistics, writer, collector],
      isKilled: config.killSwitch?.isActive ?? false,
    });
    const journal = startJournal(folder.file("journal.sqlite"), identity, source.origin);
    return { runtime, statistics, writer, collector, journal, ticks };
  } catch (error) {
    ticks.stop();
    writer.close();
    folder.discard();
    throw error;
  }
}

async function feed(
  { runtime, statistics, writer, journal, ticks }: RunParts,
  { source, progress }: RunPlan,
): Promise<Pick<RunSummary, "durationMs" | "memory">> {
  const { kernel } = runtime;
  const startMb = residentMb();
  const total = source.rowCount ?? 0;
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
    for await (const batch of source.batches()) {
      runtime.apply(batch);
      writer.throwIfFailed();
      if (kernel.rowCount * 2 <= total + batch.length * 2) middleMb = residentMb();
      addCheckpoint(journal, runtime);
      progress.update(kernel.rowCount);
      // Lets rejected promises and timers of bots come up here, where they are caught.
      await setImmediate();
    }
    kernel.finish();
    addCheckpoint(journal, runtime);
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

function configVersionOf({ config, bots }: RunPlan): string {
  const parts = bots.map(({ bot, configuration, markets }) => [
    bot.manifest.botId,
    bot.manifest.version,
    bot.manifest.specHash,
    configuration,
    markets ?? null,
  ]);
  const text = JSON.stringify([config.seed ?? DEFAULT_SEED, config.killSwitch ?? null, parts]);
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function newRunId(verb: string): string {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `${verb}-${time}-${randomBytes(3).toString("hex")}`;
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
