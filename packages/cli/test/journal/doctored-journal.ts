import {
  openKernelJournal,
  readKernelJournal,
  type JournalEntry,
  type SqliteKernelJournal,
} from "@polytraders/adapter-sqlite";

/** Who the copy is left by. */
export interface DoctoredOptions {
  /** Changes an entry, or drops it with `null`. */
  readonly change?: (entry: JournalEntry) => JournalEntry | null;
  /** Stops in front of this entry, as a run does that is killed. */
  readonly before?: number;
  readonly keepsRecords?: boolean;
}

/** Writes a journal anew with something changed, its chain whole: what no check of the file can see. */
export function copyJournal(from: string, to: string, options: DoctoredOptions): void {
  const {
    change = (entry) => entry,
    before = Number.POSITIVE_INFINITY,
    keepsRecords = true,
  } = options;
  const reader = readKernelJournal(from);
  const journal = openKernelJournal(to, { keepsRows: true });
  let isKilled = false;
  for (const entry of reader.entries()) {
    isKilled = entry.sequence >= before;
    if (isKilled) break;
    const changed = change(entry);
    if (changed !== null) write(journal, changed);
  }
  if (keepsRecords) {
    for (const { kind, eventSequence, payload } of reader.records()) {
      journal.record(kind, eventSequence, JSON.parse(payload));
    }
  }
  reader.close();
  journal.sync();
  if (!isKilled) journal.close();
}

function write(journal: SqliteKernelJournal, entry: JournalEntry): void {
  switch (entry.kind) {
    case "run":
      return journal.run(entry.description);
    case "rows":
      return entry.rows.batch === null ? undefined : journal.rows(entry.rows.batch);
    case "time":
      return journal.time(entry.timeMs);
    case "report":
      return journal.report(entry.report);
    case "command":
      return journal.command(entry.command);
    case "placement":
      return journal.placement(entry.placement);
    case "cancellation":
      return journal.cancellation(entry.request);
    case "request":
      return journal.request(entry.request, entry.subjectId);
    case "checkpoint":
      return journal.checkpoint(entry.eventSequence, entry.stateHash);
  }
}
