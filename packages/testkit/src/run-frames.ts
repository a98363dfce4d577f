import {
  Runtime,
  type AuditRecord,
  type BotConfiguration,
  type LoadedBot,
  type MarketDataBatch,
  type MarketDefinition,
  type ReportEnvelope,
  type RuntimeNotice,
  type RuntimeOptions,
} from "@polytraders/core";
import { buildMarket } from "./builders/build-market.ts";
import { ManualStopwatch } from "./ports/manual-stopwatch.ts";
import { RecordingLog } from "./ports/recording-log.ts";
import type { Step } from "./script/step.ts";
import { script } from "./script/write-script.ts";

/** A bot of a run: as it is, or with a configuration. */
export type BotEntry =
  | LoadedBot
  | {
      readonly bot: LoadedBot;
      readonly configuration?: BotConfiguration;
      readonly markets?: readonly string[];
    };

/** What a test can say about a run; everything has a default. */
export interface RunOptions extends Partial<
  Omit<RuntimeOptions, "bots" | "log" | "onNotice" | "stopwatch">
> {
  readonly bots?: readonly BotEntry[];
  readonly markets?: readonly MarketDefinition[];
  readonly stopwatch?: ManualStopwatch;
}

/** A runtime, and everything it says, collected. */
export interface CollectedRun {
  readonly runtime: Runtime;
  readonly envelopes: readonly ReportEnvelope[];
  readonly notices: readonly RuntimeNotice[];
  readonly audit: readonly AuditRecord[];
  readonly log: RecordingLog;
  readonly stopwatch: ManualStopwatch;
  /** State hash as of now. */
  readonly stateHash: string;
}

/** A runtime over one market and no bots, unless told otherwise. Nothing has run yet. */
export function buildRuntime(options: RunOptions = {}): CollectedRun {
  const envelopes: ReportEnvelope[] = [];
  const notices: RuntimeNotice[] = [];
  const audit: AuditRecord[] = [];
  const log = new RecordingLog();
  const stopwatch = options.stopwatch ?? new ManualStopwatch();
  const runtime = new Runtime({
    markets: [buildMarket()],
    configVersion: "test",
    seed: 1,
    ...options,
    bots: (options.bots ?? []).map((entry) =>
      "definition" in entry ? { bot: entry, configuration: {} } : { configuration: {}, ...entry },
    ),
    stopwatch,
    log: log.for,
    onNotice: (notice) => notices.push(notice),
    observers: [
      {
        onEnvelope: (envelope) => envelopes.push(envelope),
        onAudit: (record) => audit.push(record),
      },
      ...(options.observers ?? []),
    ],
  });
  return {
    runtime,
    envelopes,
    notices,
    audit,
    log,
    stopwatch,
    get stateHash() {
      return runtime.kernel.stateHash;
    },
  };
}

/** Runs frames through bots to the end of the data. */
export function runFrames(
  options: RunOptions & { readonly frames: readonly Step[] | readonly MarketDataBatch[] },
): CollectedRun {
  const { frames, ...rest } = options;
  const run = buildRuntime(rest);
  for (const batch of batchesOf(frames)) run.runtime.apply(batch);
  run.runtime.kernel.finish();
  return run;
}

function batchesOf(frames: readonly Step[] | readonly MarketDataBatch[]): MarketDataBatch[] {
  const steps: Step[] = [];
  const batches: MarketDataBatch[] = [];
  for (const each of frames) {
    if ("does" in each) steps.push(each);
    else batches.push(each);
  }
  return steps.length > 0 ? [script(...steps), ...batches] : batches;
}
