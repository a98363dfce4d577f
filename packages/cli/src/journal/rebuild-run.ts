import { openData } from "@polytraders/adapter-recordings";
import type { JournalEntry, KernelJournalReader } from "@polytraders/adapter-sqlite";
import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import {
  PolytradersError,
  type MarketDataSource,
  type MarketDefinition,
  type Runtime,
} from "@polytraders/core";
import { z } from "zod";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import { createRunRuntime } from "../run/create-run-runtime.ts";
import { runConfigSchema } from "../run/run-config.ts";
import { runFeedSchema, type RunFeed } from "../run/run-feed.ts";
import { identityOf, type RunSubject } from "../run/run-identity.ts";
import { loadBuiltInBots, selectBots } from "../run/select-bots.ts";
import { tradingBots } from "../run/trading-bots.ts";
import type { ReplayParts } from "./replay-journal.ts";

const descriptionSchema = z.object({
  runId: z.string(),
  verb: z.string(),
  configVersion: z.string(),
  config: runConfigSchema,
  configFile: z.string().nullable(),
  workingDirectory: z.string(),
  botReferences: z.array(z.string()).nullable(),
  feed: runFeedSchema,
  settings: z.record(z.string(), z.unknown()).nullable(),
  sizeMultiplier: z.number().optional(),
  bots: z.array(z.object({ botId: z.string(), version: z.string(), specHash: z.string() })),
  marketDefinitions: z.array(z.looseObject({ marketId: z.string() })),
  origin: z.object({
    kind: z.enum(["recording", "synthetic", "live"]),
    label: z.string(),
    fingerprint: z.string(),
  }),
});
type JournalledRun = z.infer<typeof descriptionSchema>;

/** A run put together again from its journal. */
export interface RebuiltRun {
  readonly runId: string;
  readonly verb: string;
  readonly origin: JournalledRun["origin"];
  /** Where rows are read again; `null` where the journal holds them itself. */
  readonly source: MarketDataSource | null;
  /** A runtime as the run had it; each call makes a new one. */
  readonly createRuntime: (parts: ReplayParts) => Runtime;
}

/**
 * Puts a run together again from what its journal says that it was made of.
 *
 * @throws PolytradersError RUN_NOT_FOUND without a description, RUN_CHANGED where bots or
 *   configuration are others by now, STORE_SOURCE_CHANGED where its market data is, and what loading
 *   bots and opening data throw
 */
export async function rebuildRun(journal: KernelJournalReader): Promise<RebuiltRun> {
  const run = readDescription(journal);
  const { runId, verb, origin, configVersion } = run;
  const subject = await subjectOf(run);
  const now = identityOf(subject, runId);
  if (now.configVersion !== configVersion) throw changed(journal.file, run, now.bots);
  return {
    runId,
    verb,
    origin,
    source: await openSource(run, journal.file),
    createRuntime: ({ journal: tape, gateway, observers }) =>
      createRunRuntime(subject, configVersion, {
        // Nobody is suspended for being slow: the replay takes the time it takes.
        stopwatch: { nowMs: () => 0 },
        log: () => ({ info: () => undefined, warn: () => undefined }),
        onNotice: () => undefined,
        observers,
        journal: tape,
        gateway,
      }),
  };
}

function readDescription(journal: KernelJournalReader): JournalledRun {
  const first = firstOf(journal.entries());
  const result = descriptionSchema.safeParse(first?.kind === "run" ? first.description : null);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PolytradersError("RUN_NOT_FOUND", {
    expected: "a journal that begins with the description of its run",
    found: issue === undefined ? "another" : `${issue.path.join(".")}: ${issue.message}`,
    place: { file: journal.file },
    hint: "Journals of the command line's own runs can be replayed.",
  });
}

function firstOf(entries: Iterable<JournalEntry>): JournalEntry | null {
  for (const entry of entries) return entry;
  return null;
}

async function subjectOf(run: JournalledRun): Promise<RunSubject> {
  const { verb, origin, config, configFile, workingDirectory, botReferences, feed } = run;
  const chosen = await selectBots({
    references: botReferences ?? undefined,
    config,
    configFile: configFile ?? undefined,
    workingDirectory,
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by a run from its own definitions, under the journal's hashes
  const markets = run.marketDefinitions as unknown as readonly MarketDefinition[];
  const common = {
    verb,
    origin,
    config,
    configFile,
    workingDirectory,
    botReferences,
    feed,
    markets,
  };
  if (run.settings === null) return { ...common, bots: chosen, trading: null };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
  const settings = run.settings as unknown as RiskSettings;
  const { bots, ...orderPath } = tradingBots(settings, {
    chosen,
    known: await loadBuiltInBots(),
    entries: config.bots,
    markets,
    venue: "simulated",
  });
  return {
    ...common,
    bots,
    trading: { ...orderPath, settings, sizeMultiplier: run.sizeMultiplier ?? 1, strategyIds: [] },
  };
}

function changed(
  file: string,
  run: JournalledRun,
  now: readonly { botId: string; version: string; specHash: string }[],
): PolytradersError {
  const nameOf = ({ botId, version, specHash }: (typeof now)[number]): string =>
    `${botId} ${version} (spec ${specHash.slice(0, 12)})`;
  const before = run.bots.map(nameOf);
  const after = now.map(nameOf);
  const gone = before.filter((name) => !after.includes(name));
  const come = after.filter((name) => !before.includes(name));
  const isBots = gone.length + come.length > 0;
  return new PolytradersError("RUN_CHANGED", {
    expected: isBots ? gone.join(", ") || "no other bot" : "the settings of the run",
    found: isBots ? come.join(", ") || "none" : "others",
    place: { file },
  });
}

async function openSource(
  { feed, origin }: JournalledRun,
  file: string,
): Promise<MarketDataSource | null> {
  const source = await openFeed(feed);
  if (source === null || source.origin.fingerprint === origin.fingerprint) return source;
  throw new PolytradersError("STORE_SOURCE_CHANGED", {
    expected: `${origin.label} with fingerprint ${origin.fingerprint}`,
    found: `fingerprint ${source.origin.fingerprint}`,
    place: { file },
  });
}

async function openFeed(feed: RunFeed): Promise<MarketDataSource | null> {
  switch (feed.kind) {
    case "recordings":
      return openData(feed.data, { cacheDir: feed.cache });
    case "synthetic": {
      const { seed, markets, durationSeconds } = feed;
      return createSyntheticSource({ scenario: "demo", seed, markets, durationSeconds });
    }
    case "simulated":
      return null;
  }
}
