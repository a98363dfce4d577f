import { existsSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { openKernelJournal } from "@polytraders/adapter-sqlite";
import { PolytradersError, type EpochMs } from "@polytraders/core";
import { z } from "zod";
import { findRunFolder } from "../explain/run-identity.ts";
import { readRunState, RUN_STATE_FILE } from "../operator/run-state.ts";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import { runConfigSchema } from "../run/run-config.ts";
import { runFeedSchema } from "../run/run-feed.ts";
import { RunFolder } from "../run/run-folder.ts";
import { JOURNAL_FILE, journalOptions, type RunPlace } from "../run/run-place.ts";
import { readEarlierJournal, type EarlierJournal } from "./earlier-journal.ts";
import { RepeatedJournal } from "./repeated-journal.ts";

/** Where the journal is written anew until the earlier life has been caught up with. */
const NEXT_FILE = "journal.next.sqlite";

const descriptionSchema = z.object({
  verb: z.string(),
  seed: z.int(),
  config: runConfigSchema,
  configFile: z.string().nullable(),
  workingDirectory: z.string(),
  botReferences: z.array(z.string()).nullable(),
  feed: runFeedSchema,
  settings: z.record(z.string(), z.unknown()),
});

/** A paper run that was stopped or killed, and how it was put together. */
export interface EarlierRun extends Omit<z.infer<typeof descriptionSchema>, "settings"> {
  readonly folder: RunFolder;
  readonly journal: EarlierJournal;
  readonly settings: RiskSettings;
  /** Newest time of the session that was saved. */
  readonly lastTimeMs: EpochMs;
  /** Bytes of the inbox of commands that were taken in. */
  readonly inboxPosition: number;
}

/**
 * Finds a paper run to go on with.
 *
 * @throws PolytradersError RUN_NOT_FOUND, RUN_NOT_RESUMABLE, RUN_STATE_DAMAGED, and what reading a
 *   journal throws
 */
export function findEarlierRun(run: string, runs: string, workingDirectory: string): EarlierRun {
  const path = findRunFolder(run, runs, workingDirectory);
  const file = join(path, JOURNAL_FILE);
  const journal = readEarlierJournal(file);
  const result = descriptionSchema.safeParse(journal.description);
  if (!result.success || result.data.verb !== "paper") {
    throw new PolytradersError("RUN_NOT_RESUMABLE", {
      found: result.success ? `a run of ${result.data.verb}` : "another description",
      place: { file },
    });
  }
  const state = existsSync(join(path, RUN_STATE_FILE)) ? readRunState(path) : null;
  return {
    ...result.data,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by a run from its own settings, under the journal's hashes
    settings: result.data.settings as RiskSettings,
    folder: new RunFolder(dirname(path), basename(path)),
    journal,
    lastTimeMs: Math.max(journal.lastTimeMs, state?.timeMs ?? 0),
    inboxPosition: state?.inboxPosition ?? 0,
  };
}

/** Where an earlier run is lived again: beside its journal, which stays until it is caught up with. */
export function placeBeside(earlier: EarlierRun): RunPlace & {
  readonly journal: RepeatedJournal;
} {
  const { folder, journal } = earlier;
  const next = folder.file(NEXT_FILE);
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${next}${ending}`, { force: true });
  // Every envelope is made again.
  rmSync(folder.file("envelopes.ndjson"), { force: true });
  const options = { ...journalOptions(earlier), isRepeatable: true };
  const file = folder.file(JOURNAL_FILE);
  return {
    folder,
    journal: new RepeatedJournal(openKernelJournal(next, options), journal.facts, file),
    isNew: false,
  };
}

/** Puts the new journal, which holds all of the old one, into its place and goes on in it. */
export function takeOver(earlier: EarlierRun, journal: RepeatedJournal): void {
  const { folder } = earlier;
  journal.close();
  const file = folder.file(JOURNAL_FILE);
  // Takes in its log first: killed between the two steps below, it must not have lost anything.
  openKernelJournal(file, journalOptions(earlier)).close();
  for (const ending of ["-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
  folder.rename(NEXT_FILE, JOURNAL_FILE);
  journal.goOnIn(openKernelJournal(file, journalOptions(earlier)));
}
