export {
  type JournalCheckpoint,
  type JournalledCommand,
  type JournalledConfiguration,
  type JournalSource,
  openRunJournal,
  RunJournal,
  type RunJournalOptions,
} from "./run-journal.ts";
export { openStateMirror, type SqliteStateMirror } from "./state-mirror.ts";
export type { Durability } from "./store-file.ts";
