import { existsSync } from "node:fs";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { PolytradersError } from "@polytraders/core";
import { corruptStore, inStore } from "./store-error.ts";

/** How much a commit survives. */
export type Durability =
  /** WAL, synchronous NORMAL: a crash or kill of the process; power loss may undo the last commits. */
  | "process"
  /** WAL, synchronous FULL: power loss too; every commit waits for the disk. */
  | "power";

/** What a store file is: told apart from others by its id, and from other versions by its number. */
export interface StoreKind {
  /** SQLite's `application_id`. */
  readonly applicationId: number;
  /** SQLite's `user_version`. */
  readonly version: number;
  /** Statements that make the tables. */
  readonly tables: string;
}

export interface StoreFileOptions {
  readonly durability: Durability;
  /** Creates and changes nothing. */
  readonly isReadOnly: boolean;
  /** Whether the whole file is checked first, true by default; not needed where each read proves itself. */
  readonly isCheckedWhole?: boolean;
}

export type StoreRow = Readonly<Record<string, SQLOutputValue>>;

/**
 * Opens a store file, creating it where there is none. The whole file is checked first, so that
 * damage shows at the start and not in the middle of a run.
 *
 * Neither setting of `durability` can corrupt the file: with WAL a crash leaves the last complete
 * transaction. Another process may read while one writes.
 *
 * @throws PolytradersError STORE_UNWRITABLE, STORE_NOT_FOUND, STORE_CORRUPT, STORE_FOREIGN,
 *   STORE_VERSION_UNSUPPORTED or STORE_LOCKED
 */
export function openStoreFile(
  file: string,
  kind: StoreKind,
  { durability, isReadOnly, isCheckedWhole = true }: StoreFileOptions,
): DatabaseSync {
  if (isReadOnly && !existsSync(file)) {
    throw new PolytradersError("STORE_NOT_FOUND", { found: "no such file", place: { file } });
  }
  return inStore(file, () => {
    const database = new DatabaseSync(file, { readOnly: isReadOnly, timeout: LOCK_WAIT_MS });
    try {
      const isNew = refuseForeign(database, file, kind);
      if (!isNew && isCheckedWhole) refuseDamaged(database, file);
      if (isReadOnly) return database;
      database.exec("PRAGMA journal_mode = WAL");
      database.exec(`PRAGMA synchronous = ${durability === "power" ? "FULL" : "NORMAL"}`);
      if (isNew) createTables(database, kind);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** A writer holds the file for the length of one commit; longer than this means trouble. */
const LOCK_WAIT_MS = 500;

/** True for a file without any content yet. */
function refuseForeign(database: DatabaseSync, file: string, kind: StoreKind): boolean {
  const applicationId = pragma(database, "application_id");
  const version = pragma(database, "user_version");
  const tables = database.prepare("SELECT count(*) AS count FROM sqlite_schema").get();
  if (applicationId === 0 && version === 0 && tables?.["count"] === 0) return true;
  if (applicationId !== kind.applicationId) {
    const found = `application id ${applicationId}`;
    throw new PolytradersError("STORE_FOREIGN", { found, place: { file } });
  }
  if (version !== kind.version) {
    throw new PolytradersError("STORE_VERSION_UNSUPPORTED", {
      expected: `format ${kind.version}`,
      found: `format ${version}`,
      place: { file },
    });
  }
  return false;
}

function refuseDamaged(database: DatabaseSync, file: string): void {
  const verdict = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  if (verdict !== "ok") throw corruptStore(file, `"${String(verdict)}"`);
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function createTables(database: DatabaseSync, kind: StoreKind): void {
  // Another process may be creating the same file: the one that comes second finds it made.
  database.exec("BEGIN IMMEDIATE");
  if (pragma(database, "user_version") === 0) {
    database.exec(kind.tables);
    database.exec(`PRAGMA application_id = ${kind.applicationId}`);
    database.exec(`PRAGMA user_version = ${kind.version}`);
  }
  database.exec("COMMIT");
}

/** Runs several writes as one: all or none. */
export function inTransaction(database: DatabaseSync, write: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    write();
    database.exec("COMMIT");
  } catch (error) {
    // A full disk has rolled back by itself.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
