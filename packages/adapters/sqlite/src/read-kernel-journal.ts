import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { PolytradersError } from "@polytraders/core";
import { FIRST_LINK, HashChain } from "./hash-chain.ts";
import { recordKind } from "./journal-appender.ts";
import { factOf, type JournalEntry } from "./journal-entry.ts";
import { FIRST_HEAD, readHead, refuseLostLog, type JournalHead } from "./journal-head.ts";
import {
  JOURNAL_RECORD_KINDS,
  type JournalRecord,
  type JournalRecordKind,
} from "./journal-record.ts";
import { KERNEL_JOURNAL } from "./kernel-journal-tables.ts";
import { corruptStore, inStore } from "./store-error.ts";
import { openStoreFile } from "./store-file.ts";
import { inspectLog, type LogState } from "./write-ahead-log.ts";

/**
 * Opens a journal for reading; changes nothing in it. Another process may be writing to it.
 *
 * @throws PolytradersError STORE_NOT_FOUND, STORE_FOREIGN, STORE_VERSION_UNSUPPORTED, STORE_CORRUPT
 *   or STORE_UNWRITABLE
 */
export function readKernelJournal(file: string): KernelJournalReader {
  const log = inStore(file, () => inspectLog(file));
  const { database, release } = openForReading(file);
  try {
    const head = inStore(file, () => {
      database.exec("PRAGMA cell_size_check = ON");
      // One transaction from here to the end: a writer beside it is not seen.
      database.exec("BEGIN");
      return readHead(file, database);
    });
    return new KernelJournalReader(file, database, head ?? FIRST_HEAD, log, release);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Refuses a journal that must not be written to, without a connection that could write: closing one
 * would take in a damaged log and remove it.
 *
 * @throws PolytradersError as {@link readKernelJournal}, and STORE_INCOMPLETE
 */
export function refuseUnlessWhole(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  const log = inStore(file, () => inspectLog(file));
  const { database, release } = openForReading(file, true);
  try {
    refuseLostLog(
      file,
      log,
      inStore(file, () => readHead(file, database)),
    );
  } finally {
    release();
  }
}

interface Opened {
  readonly database: DatabaseSync;
  readonly release: () => void;
}

/**
 * SQLite wants to make a file beside a database even for reading it. Where it may not, on a
 * read-only disk, a copy is read.
 */
function openForReading(file: string, isCheckedWhole = false): Opened {
  const reading = { durability: "process", isReadOnly: true, isCheckedWhole } as const;
  try {
    const database = openStoreFile(file, KERNEL_JOURNAL, reading);
    return { database, release: () => database.close() };
  } catch (error) {
    if (!(error instanceof PolytradersError) || error.code !== "STORE_UNWRITABLE") throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), "polytraders-journal-"));
  const removeCopy = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "journal.sqlite");
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const database = openStoreFile(copy, KERNEL_JOURNAL, reading);
    return {
      database,
      release: () => {
        database.close();
        removeCopy();
      },
    };
  } catch (cause) {
    removeCopy();
    if (cause instanceof PolytradersError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("STORE_UNWRITABLE", { found, place: { file }, cause });
  }
}

/**
 * A journal as it was when it was opened. Whatever is read has been proven against the chain: a
 * reader gets an exact prefix of what was written and then, where that is not all, an error that
 * says where it ends and how much is missing.
 */
export class KernelJournalReader {
  readonly file: string;
  /** Where the journal says that it ends. */
  readonly head: JournalHead;
  readonly #database: DatabaseSync;
  readonly #log: LogState;
  readonly #release: () => void;
  readonly #chain = new HashChain();

  /** Use {@link readKernelJournal}. */
  constructor(
    file: string,
    database: DatabaseSync,
    head: JournalHead,
    log: LogState,
    release: () => void,
  ) {
    this.file = file;
    this.head = head;
    this.#database = database;
    this.#log = log;
    this.#release = release;
  }

  /**
   * True when the run has ended the journal itself. Otherwise it was killed or is still running:
   * the journal is whole up to its last commit, and what was not synced by then is gone.
   */
  get isClosed(): boolean {
    return this.head.state === "closed";
  }

  /**
   * Entries in order, from the first.
   *
   * @throws PolytradersError STORE_CORRUPT or STORE_INCOMPLETE, behind the last entry that is proven
   */
  *entries(): Generator<JournalEntry, void, undefined> {
    let previous: Uint8Array = FIRST_LINK;
    let sequence = 0;
    for (const row of this.#rows("entry", "kind, payload, columns", () => sequence)) {
      const [number, kind, payload, columns, link] = row;
      const isRow =
        typeof kind === "string" &&
        typeof payload === "string" &&
        (columns === null || columns instanceof Uint8Array);
      if (!isRow || number !== sequence + 1) {
        throw this.#broken("entry", sequence, `${String(number)} in its place`);
      }
      const expected = this.#chain.link(previous, number, kind, payload, columns);
      if (!isSame(expected, link)) {
        throw this.#broken("entry", sequence, "one that does not fit its hash");
      }
      const fact = factOf(kind, payload, columns);
      if (typeof fact === "string") throw this.#broken("entry", sequence, fact);
      sequence = number;
      previous = expected;
      yield Object.assign(fact, { sequence });
    }
    this.#refuseOtherEnd("entry", sequence, previous);
    refuseLostLog(this.file, this.#log, this.head);
  }

  /** Records in order, from the first. Throws as {@link entries} does. */
  *records(): Generator<JournalRecord, void, undefined> {
    let previous: Uint8Array = FIRST_LINK;
    let sequence = 0;
    for (const row of this.#rows("record", "kind, event_sequence, payload", () => sequence)) {
      const [number, kindText, eventSequence, payload, link] = row;
      const kind = JOURNAL_RECORD_KINDS.find((known) => known === kindText);
      const isRow =
        kind !== undefined && typeof eventSequence === "number" && typeof payload === "string";
      if (!isRow || number !== sequence + 1) {
        throw this.#broken("record", sequence, `${String(number)} in its place`);
      }
      const covered = recordKind(kind, eventSequence);
      const expected = this.#chain.link(previous, number, covered, payload, null);
      if (!isSame(expected, link)) {
        throw this.#broken("record", sequence, "one that does not fit its hash");
      }
      sequence = number;
      previous = expected;
      yield { sequence, kind, eventSequence, payload };
    }
    this.#refuseOtherEnd("record", sequence, previous);
  }

  /** Kinds of records that the journal holds; not proven, {@link records} are. */
  recordKinds(): ReadonlySet<JournalRecordKind> {
    const sql = "SELECT DISTINCT kind FROM record";
    const rows = inStore(this.file, () => this.#database.prepare(sql).all());
    const kinds = new Set(rows.map((row) => row["kind"]));
    return new Set(JOURNAL_RECORD_KINDS.filter((kind) => kinds.has(kind)));
  }

  close(): void {
    this.#release();
  }

  /** Rows of a table by their numbers; what SQLite cannot read is damage too. */
  *#rows(table: Table, columns: string, proven: () => number): Generator<readonly unknown[]> {
    try {
      const sql = `SELECT sequence, ${columns}, hash FROM ${table} ORDER BY sequence`;
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      for (const row of statement.iterate()) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- asked for as arrays just above
        yield row as unknown as readonly unknown[];
      }
    } catch (cause) {
      if (cause instanceof PolytradersError || !(cause instanceof Error)) throw cause;
      throw this.#broken(table, proven(), `"${cause.message}"`);
    }
  }

  #refuseOtherEnd(table: Table, proven: number, link: Uint8Array): void {
    const { entries, entryHash, records, recordHash } = this.head;
    const [count, expected] = table === "entry" ? [entries, entryHash] : [records, recordHash];
    if (proven < count) throw this.#broken(table, proven, "the end");
    if (proven === count && isSame(link, expected)) return;
    throw corruptStore(this.file, `${proven} that fit each other, and a head of ${count}`, table);
  }

  #broken(table: Table, proven: number, found: string): PolytradersError {
    const count = table === "entry" ? this.head.entries : this.head.records;
    const lost = count > proven ? `, ${count - proven} of ${count} are lost` : "";
    return new PolytradersError("STORE_CORRUPT", {
      expected: `${table} ${proven + 1} behind ${proven} that are whole and in order`,
      found: `${found}${lost}`,
      place: { file: this.file, field: `${table} ${proven + 1}` },
    });
  }
}

type Table = "entry" | "record";

function isSame(expected: Uint8Array, found: unknown): boolean {
  return found instanceof Uint8Array && Buffer.compare(expected, found) === 0;
}
