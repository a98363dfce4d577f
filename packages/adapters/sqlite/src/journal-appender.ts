import type { DatabaseSync } from "node:sqlite";
import { PolytradersError } from "@polytraders/core";
import { HashChain } from "./hash-chain.ts";
import { FIRST_HEAD, readHead, type JournalHead } from "./journal-head.ts";
import type { RowHash } from "./row-hash.ts";
import { corruptStore, inStore } from "./store-error.ts";
import { inTransaction } from "./store-file.ts";
import { blobOf, integerOf } from "./store-row.ts";

/** An entry before it has its number. */
export interface PendingEntry {
  readonly kind: string;
  readonly payload: string;
  readonly columns: Uint8Array | null;
}

/** A record before it has its number. */
export interface PendingRecord {
  readonly kind: string;
  readonly eventSequence: number;
  readonly payload: string;
}

/** Items that are written together or not at all. */
export interface JournalGroup {
  readonly entries: readonly PendingEntry[];
  readonly records: readonly PendingRecord[];
}

/** Pages of log after which SQLite moves them into the database: 16 MB. */
const CHECKPOINT_PAGES = 4_096;

/** Puts groups behind what a journal's file holds. */
export class JournalAppender {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #chain = new HashChain();
  readonly #insertEntry;
  readonly #insertRecord;
  readonly #moveHead;
  #head: JournalHead;

  /**
   * Marks the journal as being written: from here on its log belongs to it, and a journal without
   * one is known to lack something.
   *
   * @throws PolytradersError STORE_CORRUPT where head and entries disagree
   */
  constructor(file: string, database: DatabaseSync) {
    this.#file = file;
    this.#database = database;
    const prepare = (sql: string) => inStore(file, () => database.prepare(sql));
    this.#insertEntry = prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?)");
    this.#insertRecord = prepare("INSERT INTO record VALUES (?, ?, ?, ?, ?)");
    // Matches only where nobody else has written since.
    this.#moveHead = prepare(
      `UPDATE head SET state = ?, entries = ?, entry_hash = ?, records = ?, record_hash = ?,
        market_rows = ?, market_row_hash = ? WHERE entry_hash = ? AND record_hash = ?`,
    );
    this.#head = inStore(file, () => this.#firstHead());
    if (this.#head.state === "closed") this.#mark("open");
    inStore(file, () => {
      // Not truncated: an empty log would look like one that has been lost.
      database.exec("PRAGMA wal_checkpoint(FULL)");
      database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    });
  }

  get head(): JournalHead {
    return this.#head;
  }

  /** @throws PolytradersError STORE_FULL, STORE_UNWRITABLE, STORE_LOCKED; nothing is written then */
  append(group: JournalGroup, rowHash: RowHash, state: JournalHead["state"]): void {
    const before = this.#head;
    const entryLinks = this.#link(group.entries, before.entries, before.entryHash);
    const recordLinks = this.#link(group.records, before.records, before.recordHash);
    const after: JournalHead = {
      state,
      entries: before.entries + group.entries.length,
      entryHash: entryLinks.at(-1) ?? before.entryHash,
      records: before.records + group.records.length,
      recordHash: recordLinks.at(-1) ?? before.recordHash,
      marketRows: rowHash.count,
      marketRowHash: rowHash.digest,
    };
    inStore(this.#file, () =>
      inTransaction(this.#database, () => {
        this.#move(after);
        for (const [index, { kind, payload, columns }] of group.entries.entries()) {
          const sequence = before.entries + index + 1;
          this.#insertEntry.run(sequence, kind, payload, columns, entryLinks[index] ?? null);
        }
        for (const [index, { kind, eventSequence, payload }] of group.records.entries()) {
          const sequence = before.records + index + 1;
          const link = recordLinks[index] ?? null;
          this.#insertRecord.run(sequence, kind, eventSequence, payload, link);
        }
      }),
    );
    this.#head = after;
  }

  #link(
    items: readonly (PendingEntry | PendingRecord)[],
    count: number,
    previous: Uint8Array,
  ): readonly Uint8Array[] {
    let link = previous;
    return items.map((item, index) => {
      const columns = "columns" in item ? item.columns : null;
      const kind = "columns" in item ? item.kind : recordKind(item.kind, item.eventSequence);
      link = this.#chain.link(link, count + index + 1, kind, item.payload, columns);
      return link;
    });
  }

  #mark(state: JournalHead["state"]): void {
    const after = { ...this.#head, state };
    inStore(this.#file, () => inTransaction(this.#database, () => this.#move(after)));
    this.#head = after;
  }

  #move(after: JournalHead): void {
    const moved = this.#moveHead.run(
      after.state,
      after.entries,
      after.entryHash,
      after.records,
      after.recordHash,
      after.marketRows,
      after.marketRowHash,
      this.#head.entryHash,
      this.#head.recordHash,
    );
    if (moved.changes === 1) return;
    throw new PolytradersError("STORE_LOCKED", {
      found: "entries of another process",
      place: { file: this.#file },
    });
  }

  #firstHead(): JournalHead {
    const present = readHead(this.#file, this.#database);
    if (present === null) {
      const { state, entries, entryHash, records, recordHash } = FIRST_HEAD;
      const { marketRows, marketRowHash } = FIRST_HEAD;
      this.#database
        .prepare("INSERT INTO head VALUES (1, ?, ?, ?, ?, ?, ?, ?)")
        .run(state, entries, entryHash, records, recordHash, marketRows, marketRowHash);
      return FIRST_HEAD;
    }
    this.#refuseUnlessLast("entry", present.entries, present.entryHash);
    this.#refuseUnlessLast("record", present.records, present.recordHash);
    return present;
  }

  #refuseUnlessLast(table: "entry" | "record", count: number, link: Uint8Array): void {
    const sql = `SELECT sequence, hash FROM ${table} ORDER BY sequence DESC LIMIT 1`;
    const row = this.#database.prepare(sql).get();
    const last = row === undefined ? 0 : integerOf(this.#file, row, "sequence");
    const isLast = row === undefined || Buffer.from(link).equals(blobOf(this.#file, row, "hash"));
    if (last === count && isLast) return;
    throw corruptStore(this.#file, `another last ${table} than ${count}`, "head");
  }
}

/** What a record's link covers as its kind. */
export function recordKind(kind: string, eventSequence: number): string {
  return `${kind} ${eventSequence}`;
}
