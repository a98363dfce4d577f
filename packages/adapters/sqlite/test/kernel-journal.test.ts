import { createBatch, type VenueReport } from "@polytraders/core";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createJournalObserver,
  openKernelJournal,
  openStateMirror,
  readKernelJournal,
  RowHash,
  type JournalEntry,
  type KernelJournalOptions,
} from "../src/index.ts";
import {
  cancelOf,
  commandOf,
  placementOf,
  reportOf,
  rowsOf,
  textOf,
  writeItem,
} from "./sample-entries.ts";
import { temporaryFile } from "./temporary-folder.ts";

function entriesOf(file: string): JournalEntry[] {
  const reader = readKernelJournal(file);
  try {
    return [...reader.entries()];
  } finally {
    reader.close();
  }
}

function written(count: number, options: KernelJournalOptions = {}): string {
  const file = temporaryFile("journal.sqlite");
  const journal = openKernelJournal(file, options);
  for (let number = 0; number < count; number += 1) writeItem(journal, number);
  journal.close();
  return file;
}

describe("a kernel journal", () => {
  it("gives back what was written, in order and numbered", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file);
    journal.run({ seed: 42 });
    journal.time(1_000.5);
    journal.report(reportOf(1));
    journal.command(commandOf(2));
    journal.placement(placementOf(3));
    journal.cancellation(cancelOf(3));
    journal.request("redeem", "0xaa");
    journal.checkpoint(7, "00ff00ff00ff00ff");
    journal.close();
    expect(entriesOf(file)).toEqual([
      { sequence: 1, kind: "run", description: { seed: 42 } },
      { sequence: 2, kind: "time", timeMs: 1_000.5 },
      { sequence: 3, kind: "report", report: reportOf(1) },
      { sequence: 4, kind: "command", command: commandOf(2) },
      { sequence: 5, kind: "placement", placement: placementOf(3) },
      { sequence: 6, kind: "cancellation", request: cancelOf(3) },
      { sequence: 7, kind: "request", request: "redeem", subjectId: "0xaa" },
      { sequence: 8, kind: "checkpoint", eventSequence: 7, stateHash: "00ff00ff00ff00ff" },
    ]);
  });

  it("keeps the order of a report's fields and its negative zeros, which the state hash sees", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file);
    const { kind, ...rest } = reportOf(3);
    const report = { ...rest, kind, exchangeTimeMs: -0 } as VenueReport;
    journal.report(report);
    journal.close();
    const [entry] = entriesOf(file);
    if (entry?.kind !== "report") throw new Error("no report");
    expect(Object.keys(entry.report)).toEqual(Object.keys(report));
    expect(Object.is(entry.report.exchangeTimeMs, -0)).toBe(true);
  });

  it("refuses what cannot be given back, and from then on everything", () => {
    const journal = openKernelJournal(temporaryFile("journal.sqlite"));
    expect(() => journal.time(Number.NaN)).not.toThrow();
    expect(() => journal.sync()).toThrow("time: STORE_VALUE_INVALID");
    expect(() => journal.report(reportOf(1))).toThrow("STORE_VALUE_INVALID");
    journal.close();
  });

  it("holds rows by reference as a count and a hash, however they are cut", () => {
    const whole = temporaryFile("whole.sqlite");
    const cut = temporaryFile("cut.sqlite");
    const rows = rowsOf(1, 500);
    const journal = openKernelJournal(whole);
    journal.rows(rows);
    journal.close();
    const other = openKernelJournal(cut);
    for (let from = 0; from < 500;) {
      const to = Math.min(500, from + 1 + (from % 7));
      const part = rowsOf(1, 500);
      for (const column of [
        "timeMs",
        "exchangeTimeMs",
        "size",
        "price",
        "market",
        "kind",
        "side",
        "flags",
      ] as const)
        part[column].copyWithin(0, from, to);
      part.length = to - from;
      other.rows(part);
      from = to;
    }
    other.close();
    expect(entriesOf(cut)).toEqual(entriesOf(whole));
    expect(entriesOf(whole)).toMatchObject([
      { kind: "rows", rows: { rowCount: 500, upTo: 500, batch: null } },
    ]);
  });

  it("sees any change of any row in its hash", () => {
    const columns = [
      "timeMs",
      "exchangeTimeMs",
      "size",
      "price",
      "market",
      "kind",
      "side",
      "flags",
    ] as const;
    const digest = (rows: ReturnType<typeof rowsOf>) => {
      const hash = new RowHash();
      hash.fold(rows);
      return hash.digest;
    };
    const plain = digest(rowsOf(1, 50));
    fc.assert(
      fc.property(
        fc.constantFrom(...columns),
        fc.nat(49),
        fc.integer({ min: 1, max: 255 }),
        (column, row, by) => {
          const rows = rowsOf(1, 50);
          rows[column][row] = (rows[column][row] ?? 0) ^ by;
          fc.pre(rows[column][row] !== rowsOf(1, 50)[column][row]);
          expect(digest(rows)).not.toBe(plain);
        },
      ),
    );
  });

  it.each([1, 15, 16, 8_192, 8_193, 20_000])("keeps %i rows whole where asked to", (count) => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file, { keepsRows: true });
    const rows = rowsOf(1, count);
    journal.rows(rows);
    journal.close();
    const found = createBatch(count);
    for (const entry of entriesOf(file)) {
      if (entry.kind !== "rows" || entry.rows.batch === null) throw new Error("no rows");
      const { batch } = entry.rows;
      for (const column of [
        "timeMs",
        "exchangeTimeMs",
        "size",
        "price",
        "market",
        "kind",
        "side",
        "flags",
      ] as const)
        found[column].set(batch[column].subarray(0, batch.length), found.length);
      found.length += batch.length;
    }
    expect(found).toEqual(rows);
  });

  it("takes times between which nothing happens as one, and never moves them past rows", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file);
    const first = rowsOf(1, 3);
    const startMs = first.timeMs[0] ?? 0;
    journal.time(startMs + 50);
    journal.time(startMs + 60);
    journal.rows(first);
    journal.rows(rowsOf(2, 3));
    journal.time(startMs + 70);
    journal.time(startMs + 80);
    journal.checkpoint(1, "00");
    journal.close();
    expect(entriesOf(file).map(({ kind }) => kind)).toEqual(["time", "rows", "time", "checkpoint"]);
    expect(entriesOf(file)).toMatchObject([
      { timeMs: startMs + 60 },
      { rows: { rowCount: 6 } },
      { timeMs: startMs + 80 },
      {},
    ]);
  });

  it("keeps no time that the next rows pass, unless it comes inside a frame", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file);
    const inside = rowsOf(2, 3);
    const startMs = inside.timeMs[0] ?? 0;
    inside.flags.fill(0);
    journal.time(startMs - 10);
    journal.rows(inside);
    journal.time(startMs - 5);
    journal.rows(rowsOf(2, 3));
    journal.close();
    expect(entriesOf(file)).toMatchObject([
      { rows: { rowCount: 3 } },
      { timeMs: startMs - 5 },
      { rows: { rowCount: 3 } },
    ]);
  });

  it("has on disk what was synced, and full groups; a reader sees one moment of it", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file, { groupEntries: 10 });
    for (let number = 1; number <= 9; number += 1) journal.placement(placementOf(number));
    expect(entriesOf(file)).toHaveLength(0);
    journal.placement(placementOf(10));
    expect(entriesOf(file)).toHaveLength(10);
    journal.placement(placementOf(11));
    const reader = readKernelJournal(file);
    journal.sync();
    expect([...reader.entries()]).toHaveLength(10);
    expect(reader.isClosed).toBe(false);
    reader.close();
    expect(entriesOf(file)).toHaveLength(11);
    journal.close();
  });

  it("goes on where it was closed, rows and all", () => {
    const file = temporaryFile("journal.sqlite");
    const once = temporaryFile("once.sqlite");
    for (let part = 0; part < 4; part += 1) {
      const journal = openKernelJournal(file, { keepsRows: true });
      for (let number = 0; number < 24; number += 1) writeItem(journal, 24 * part + number);
      journal.close();
    }
    const journal = openKernelJournal(once, { keepsRows: true });
    for (let number = 0; number < 96; number += 1) writeItem(journal, number);
    journal.close();
    expect(entriesOf(file).map(textOf)).toEqual(entriesOf(once).map(textOf));
  });

  it("keeps records beside the entries, for a replay and for SQL", () => {
    const file = temporaryFile("journal.sqlite");
    const fill = { schemaVersion: 1, fillId: "f1", price: 5_000, eventSequence: 3, timeMs: 9 };
    const journal = openKernelJournal(file);
    const observer = createJournalObserver(journal);
    observer.onFill?.(fill as never);
    journal.close();
    const again = openKernelJournal(file);
    const resumed = createJournalObserver(again);
    resumed.onFill?.(fill as never);
    resumed.onFill?.({ ...fill, fillId: "f2", eventSequence: 4 } as never);
    again.close();
    const reader = readKernelJournal(file);
    expect([...reader.records()]).toMatchObject([
      { sequence: 1, kind: "fill", eventSequence: 3, payload: JSON.stringify(fill) },
      { sequence: 2, kind: "fill", eventSequence: 4 },
    ]);
    expect([...reader.recordKinds()]).toEqual(["fill"]);
    reader.close();
    const sql = new DatabaseSync(file, { readOnly: true });
    expect(sql.prepare("SELECT fill_id, price FROM fills").all()).toEqual([
      { fill_id: "f1", price: 5_000 },
      { fill_id: "f2", price: 5_000 },
    ]);
    sql.close();
  });

  it("has one writer: whoever comes second is told so", () => {
    const file = temporaryFile("journal.sqlite");
    const first = openKernelJournal(file);
    const second = openKernelJournal(file);
    first.placement(placementOf(1));
    first.sync();
    second.placement(placementOf(2));
    expect(() => second.sync()).toThrow("STORE_LOCKED");
    expect(() => second.sync()).toThrow("STORE_LOCKED");
    second.close();
    first.placement(placementOf(3));
    first.close();
    expect(entriesOf(file)).toMatchObject([
      { placement: placementOf(1) },
      { placement: placementOf(3) },
    ]);
  });
});

describe("a damaged journal", () => {
  function changed(file: string, sql: string): () => JournalEntry[] {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    return () => entriesOf(file);
  }

  it.each([
    ["altered", "UPDATE entry SET payload = payload || ' ' WHERE sequence = 40"],
    ["removed", "DELETE FROM entry WHERE sequence = 40"],
    ["renamed", "UPDATE entry SET kind = 'report' WHERE sequence = 40"],
    [
      "exchanged",
      `UPDATE entry SET sequence = 1000 WHERE sequence = 40; UPDATE entry SET sequence = 40 WHERE sequence = 41;
       UPDATE entry SET sequence = 41 WHERE sequence = 1000`,
    ],
  ])("says which entry was %s, and how many are lost", (_, sql) => {
    const file = written(200);
    const before = entriesOf(file);
    const read = changed(file, sql);
    expect(read).toThrow(`entry 40: STORE_CORRUPT: expected entry 40 behind 39 that are whole`);
    expect(read).toThrow(`${before.length - 39} of ${before.length} are lost`);
    const reader = readKernelJournal(file);
    const proven: JournalEntry[] = [];
    expect(() => {
      for (const entry of reader.entries()) proven.push(entry);
    }).toThrow("STORE_CORRUPT");
    expect(proven).toEqual(before.slice(0, 39));
    reader.close();
  });

  it("says that the end is missing", () => {
    const file = written(80);
    const { length } = entriesOf(file);
    const read = changed(file, `DELETE FROM entry WHERE sequence > ${length - 2}`);
    expect(read).toThrow(`found the end, 2 of ${length} are lost`);
    expect(() => openKernelJournal(file)).toThrow("STORE_CORRUPT");
  });

  it("says that its log is missing, to readers and writers", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file);
    for (let number = 0; number < 50; number += 1) writeItem(journal, number);
    journal.sync();
    const copy = temporaryFile("copy.sqlite");
    copyFileSync(file, copy);
    journal.close();
    expect(() => openKernelJournal(copy)).toThrow("STORE_INCOMPLETE");
    expect(() => openKernelJournal(copy)).toThrow("STORE_INCOMPLETE");
    // Looking at it leaves an empty one, which is as good as none.
    expect(() => entriesOf(copy)).toThrow(/STORE_INCOMPLETE: .* found an empty one; its first 0/);
  });

  it("says that its log is damaged, where SQLite would pass over what follows", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openKernelJournal(file);
    for (let number = 0; number < 60; number += 1) {
      writeItem(journal, number);
      journal.sync();
    }
    const copy = temporaryFile("copy.sqlite");
    copyFileSync(file, copy);
    const log = readFileSync(`${file}-wal`);
    journal.close();
    const middle = Math.floor(log.length / 2);
    log[middle] = (log[middle] ?? 0) ^ 1;
    writeFileSync(`${copy}-wal`, log);
    expect(() => openKernelJournal(copy)).toThrow("STORE_INCOMPLETE");
    const reader = readKernelJournal(copy);
    const proven: JournalEntry[] = [];
    expect(() => {
      for (const entry of reader.entries()) proven.push(entry);
    }).toThrow(/STORE_INCOMPLETE: .* found a write-ahead log that is damaged in frame \d+ of \d+/);
    reader.close();
    expect(proven.length).toBeGreaterThan(5);
    expect(proven.length).toBeLessThan(55);
    expect(proven).toEqual(entriesOf(file).slice(0, proven.length));
    // What is left of a log that a killed process was still writing is no damage.
    writeFileSync(`${copy}-wal`, readFileSync(`${copy}-wal`).subarray(0, middle - 5_000));
    expect(entriesOf(copy).length).toBeGreaterThan(0);
  });

  it("is told from another kind of store, another format and no store at all", () => {
    const other = temporaryFile("other.sqlite");
    openStateMirror(other, 0).close();
    expect(() => readKernelJournal(other)).toThrow("STORE_FOREIGN");
    expect(() => openKernelJournal(other)).toThrow("STORE_FOREIGN");
    const later = written(3);
    changed(later, "PRAGMA user_version = 9");
    expect(() => readKernelJournal(later)).toThrow("STORE_VERSION_UNSUPPORTED");
    const none = temporaryFile("none.sqlite");
    expect(() => readKernelJournal(none)).toThrow("STORE_NOT_FOUND");
    expect(existsSync(none)).toBe(false);
  });
});
