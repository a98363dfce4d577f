export { encodeExactJson } from "./exact-json.ts";
export type { JournalEntry, JournalFact, JournalledRows, RunDescription } from "./journal-entry.ts";
export type { JournalHead } from "./journal-head.ts";
export {
  createJournalObserver,
  type JournalObserverOptions,
  type JournalRecord,
  type JournalRecordKind,
} from "./journal-record.ts";
export {
  type KernelJournalOptions,
  openKernelJournal,
  SqliteKernelJournal,
} from "./kernel-journal.ts";
export { type KernelJournalReader, readKernelJournal } from "./read-kernel-journal.ts";
export { RowHash } from "./row-hash.ts";
export { openStateMirror, type SqliteStateMirror } from "./state-mirror.ts";
export type { Durability } from "./store-file.ts";
