import { DatabaseSync } from "node:sqlite";

/** Decides what becomes of a database's write-ahead log when the database is closed. */
export interface LogGuard {
  /**
   * Closes the database.
   *
   * @param what - `with log` for the proper end: the log is taken in and removed. Otherwise it stays,
   *   as it does when the process is killed.
   */
  close(what: "with log" | "database only"): void;
}

const guarded = new Set<LogGuard>();

/**
 * Keeps a journal's log for as long as the journal is open. SQLite removes it with the last
 * connection, at the end of a process too, and a journal that has lost its log could not be told
 * from one that never had one. A second connection, which only reads, is that last one.
 */
export function guardLog(file: string, database: DatabaseSync): LogGuard {
  const reader = new DatabaseSync(file, { readOnly: true });
  // Only a connection that has read counts.
  reader.prepare("SELECT count(*) FROM head").get();
  const guard: LogGuard = {
    close(what) {
      guarded.delete(guard);
      if (what === "with log") reader.close();
      if (database.isOpen) database.close();
      if (reader.isOpen) reader.close();
    },
  };
  if (!process.listeners("exit").includes(closeGuarded)) process.once("exit", closeGuarded);
  guarded.add(guard);
  return guard;
}

function closeGuarded(): void {
  for (const guard of guarded) guard.close("database only");
}
