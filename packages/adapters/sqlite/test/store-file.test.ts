import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { openKernelJournal, readKernelJournal } from "../src/index.ts";
import { KERNEL_JOURNAL } from "../src/kernel-journal-tables.ts";
import { openStateMirror } from "../src/state-mirror.ts";
import { openStoreFile } from "../src/store-file.ts";
import { temporaryFile } from "./temporary-folder.ts";

function filledJournal(): string {
  const file = temporaryFile("journal.sqlite");
  const journal = openKernelJournal(file);
  for (let event = 1; event <= 2_000; event += 1) journal.checkpoint(event, "x");
  journal.close();
  return file;
}

it("says which folder is missing or not writable", () => {
  const file = temporaryFile("journal.sqlite");
  const missing = join(dirname(file), "no", "journal.sqlite");
  expect(() => openKernelJournal(missing)).toThrow(`${missing}: STORE_UNWRITABLE`);
  mkdirSync(file);
  expect(() => openKernelJournal(file)).toThrow(`${file}: STORE_UNWRITABLE`);
});

it.skipIf(process.getuid?.() === 0)("says that a file may not be written", () => {
  const file = filledJournal();
  chmodSync(file, 0o400);
  expect(() => openKernelJournal(file)).toThrow(`${file}: STORE_UNWRITABLE`);
});

it("creates nothing where only reading is asked for", () => {
  const file = temporaryFile("journal.sqlite");
  expect(() => readKernelJournal(file)).toThrow(`${file}: STORE_NOT_FOUND`);
  expect(existsSync(file)).toBe(false);
});

it.each([
  ["is no database", () => Buffer.from("polytraders ".repeat(1_000))],
  ["was cut off", (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  ["has a damaged page", (whole: Buffer) => Buffer.from(whole).fill(0xff, 4_096, 4_200)],
])("refuses at once a file that %s and leaves it as it is", (_, damage) => {
  const file = filledJournal();
  const damaged = damage(readFileSync(file));
  writeFileSync(file, damaged);
  expect(() => openKernelJournal(file)).toThrow(`${file}: STORE_CORRUPT`);
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

it("refuses another program's database, another kind of store and a later format", () => {
  const foreign = temporaryFile("other.sqlite");
  const database = new DatabaseSync(foreign);
  database.exec("CREATE TABLE theirs (a)");
  database.close();
  const before = statSync(foreign).mtimeMs;
  expect(() => openKernelJournal(foreign)).toThrow(`${foreign}: STORE_FOREIGN`);
  expect(statSync(foreign).mtimeMs).toBe(before);

  const journal = filledJournal();
  expect(() => openStateMirror(journal, 0)).toThrow("STORE_FOREIGN");
  const later = new DatabaseSync(journal);
  later.exec("PRAGMA user_version = 2");
  later.close();
  expect(() => openKernelJournal(journal)).toThrow(
    "STORE_VERSION_UNSUPPORTED: expected format 1, found format 2",
  );
});

it.each([
  ["process", 1],
  ["power", 2],
] as const)("durability %s means WAL with synchronous %i", (durability, synchronous) => {
  const file = temporaryFile("journal.sqlite");
  const database = openStoreFile(file, KERNEL_JOURNAL, { durability, isReadOnly: false });
  expect(database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous });
  expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  database.close();
});
