import {
  openKernelJournal,
  type JournalRecordKind,
  type RunDescription,
} from "@polytraders/adapter-sqlite";
import type { KernelJournal } from "@polytraders/core";
import { newRunId, type RunSubject } from "./run-identity.ts";
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
  subject: Pick<RunSubject, "verb" | "feed" | "config">,
): RunPlace {
  const { verb } = subject;
  const folder = new RunFolder(runsDirectory, newRunId(verb));
  const isRepeatable = verb !== "paper";
  const options = { ...journalOptions(subject), isRepeatable };
  return { folder, journal: openKernelJournal(folder.file(JOURNAL_FILE), options), isNew: true };
}

/**
 * Generated books are gone with the process; recordings can be read again, but not at the times at
 * which a slow feed has brought them.
 */
export function journalOptions({ feed, config }: Pick<RunSubject, "feed" | "config">): {
  readonly keepsRows: boolean;
} {
  const isDelayed = config.trading?.latency?.feedMs !== undefined;
  return { keepsRows: feed.kind === "simulated" || isDelayed };
}
