import { performance } from "node:perf_hooks";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { openData } from "@polytraders/adapter-recordings";
import { PolytradersError } from "@polytraders/core";
import { exitCodeOf } from "../run/exit-code-of.ts";
import { executeRun } from "../run/execute-run.ts";
import { printSummary } from "../run/print-summary.ts";
import { newRunPlace } from "../run/run-place.ts";
import type { RunFeed } from "../run/run-feed.ts";
import { selectRun, type RunSelection } from "../run/run-selection.ts";
import { selectBots } from "../run/select-bots.ts";
import { isTradingRun } from "../run/trading-bots.ts";
import { untilStopped } from "../stop-signal.ts";
import { openRecordedGround } from "../trading/recorded-trading.ts";
import { openSimulatedGround } from "../trading/simulated-trading.ts";
import {
  withSettings,
  type TradingGround,
  type TradingSelection,
} from "../trading/trading-ground.ts";
import type { CliIo } from "../verb.ts";
import { drivePaper } from "./drive-paper.ts";
import { findEarlierRun, placeBeside, type EarlierRun } from "./earlier-run.ts";
import type { PaperOptions } from "./paper-options.ts";

/** Strategies of a paper run that names none. */
const USUAL_BOTS = ["strat.lp_rewards"];
const HOUR_MS = 3_600_000;

/** Trades on a simulated venue in wall time, until told to stop or over. */
export async function runPaper(options: PaperOptions, io: CliIo): Promise<void> {
  const earlier =
    options.resume === undefined
      ? null
      : findEarlierRun(options.resume, options.out, io.workingDirectory);
  const { common, selection, feed } =
    earlier === null ? await newPaper(options, io) : await earlierPaper(earlier, options, io);
  const ground = await openGround(feed, selection, io);
  const subject = { ...common, ...ground.plan, verb: "paper", feed };
  const place = earlier === null ? newRunPlace(common.runsDirectory, subject) : null;
  const beside = earlier === null ? null : placeBeside(earlier);
  const isStopped = stopFlag(io);
  const driver = drivePaper({
    session: ground.session,
    settings: selection.settings,
    rowCount: ground.rowCount,
    speed: options.speed,
    durationMs: options.hours === undefined ? null : options.hours * HOUR_MS,
    clock: {
      nowMs: () => performance.now(),
      rest: async (durationMs) => {
        await setTimeout(durationMs);
      },
    },
    wallNow: () => new Date(),
    isStopped,
    earlier: earlier === null || beside === null ? null : { run: earlier, journal: beside.journal },
    onDamage: io.err,
    onLive: ({ nowMs, startMs }) => {
      const path = (place ?? beside)?.folder.path ?? "";
      const since = nowMs > startMs ? `, going on at ${new Date(nowMs).toISOString()}` : "";
      io.err(`paper trading in ${path}${since}; stop with Ctrl+C`);
    },
  });
  const summary = await executeRun({ ...subject, driver }, place ?? beside ?? undefined);
  printSummary(summary, { isJson: options.json === true, io });
  io.exit(exitCodeOf(summary));
}

/** Turns true once the process is told to stop. */
function stopFlag(io: CliIo): () => boolean {
  let hasStopped = false;
  const watch = async (): Promise<void> => {
    await untilStopped(io);
    hasStopped = true;
  };
  void watch();
  return () => hasStopped;
}

interface PaperParts {
  readonly common: RunSelection["common"];
  readonly selection: TradingSelection;
  readonly feed: RunFeed;
}

async function newPaper(options: PaperOptions, io: CliIo): Promise<PaperParts> {
  const bots = options.bots ?? (options.config === undefined ? USUAL_BOTS : undefined);
  const named = bots === undefined ? options : { ...options, bots };
  const selected = await selectRun("paper", named, io, options.seed);
  refuseWithoutStrategy(selected);
  const { seed = 1 } = selected.config;
  const { data } = options;
  const feed: RunFeed =
    data === undefined
      ? { kind: "simulated", seed, markets: options.markets, startMs: options.start ?? Date.now() }
      : {
          kind: "recordings",
          data: data.map((path) => resolve(io.workingDirectory, path)),
          cache: resolve(io.workingDirectory, options.cache),
        };
  return { common: selected.common, selection: withSettings(selected, io), feed };
}

/** Everything but the pace is as it was: otherwise the run would not repeat itself. */
async function earlierPaper(
  earlier: EarlierRun,
  options: PaperOptions,
  io: CliIo,
): Promise<PaperParts> {
  const { config, configFile, workingDirectory, botReferences, settings, feed } = earlier;
  const chosen = await selectBots({
    references: botReferences ?? undefined,
    config,
    configFile: configFile ?? undefined,
    workingDirectory,
  });
  const { common } = await selectRun("paper", { ...options, bots: [] }, io);
  return {
    common: { ...common, config, configFile, workingDirectory, botReferences },
    selection: { config, configFile, chosen, settings },
    feed,
  };
}

async function openGround(
  feed: RunFeed,
  selection: TradingSelection,
  io: CliIo,
): Promise<TradingGround> {
  if (feed.kind === "simulated") return openSimulatedGround(feed, selection, io);
  if (feed.kind === "recordings") {
    const source = await openData(feed.data, { cacheDir: feed.cache });
    return openRecordedGround(source, selection, io);
  }
  throw new PolytradersError("RUN_NOT_RESUMABLE", { found: `a feed of kind ${feed.kind}` });
}

function refuseWithoutStrategy({ chosen, configFile }: RunSelection): void {
  if (isTradingRun(chosen)) return;
  throw new PolytradersError("CONFIG_INVALID", {
    expected: "a strategy among the bots",
    found: chosen.map(({ bot }) => bot.manifest.botId).join(", "),
    hint: "Name one with --bots, such as strat.maker_tight, or under bots in the configuration.",
    ...(configFile === null ? {} : { place: { file: configFile } }),
  });
}
