import {
  openKernelJournal,
  type JournalRecordKind,
  type RunDescription,
} from "@polytraders/adapter-sqlite";
import type { KernelJournal } from "@polytraders/core";
import { newRunId } from "./run-identity.ts";
import type { RunFeed } from "./run-feed.ts";
import { RunFolder } from "./run-folder.ts";

/** Name of the journal in a run's folder. */
export const JOURNAL_FILE = "journal.sqlite";

/** A kernel journal as a run keeps it. */
export interface RunJournal extends KernelJournal {
  readonly recordCount: number;
  run(description: RunDescription): void;
  record(kind: JournalRecordKind, eventSequence: number, value: unknown): void;
  close(): void;
}

/** Where a run writes. */
export interface RunPlace {
  readonly folder: RunFolder;
  readonly journal: RunJournal;
  /** Whether the folder goes with the run, should it not begin. */
  readonly isNew: boolean;
}

/**
 * A folder of its own for a new run.
 *
 * @throws PolytradersError RUN_FOLDER_UNWRITABLE, STORE_UNWRITABLE
 */
export function newRunPlace(
  runsDirectory: string,
  { verb, feed }: { readonly verb: string; readonly feed: RunFeed },
): RunPlace {
  const folder = new RunFolder(runsDirectory, newRunId(verb));
  const isRepeatable = verb !== "paper";
  const options = { ...journalOptions(feed), isRepeatable };
  return { folder, journal: openKernelJournal(folder.file(JOURNAL_FILE), options), isNew: true };
}

/** Generated books are gone with the process; recordings can be read again. */
export function journalOptions({ kind }: RunFeed): { readonly keepsRows: boolean } {
  return { keepsRows: kind === "simulated" };
}
