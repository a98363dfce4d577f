import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createSeededRandom, PolytradersError } from "@polytraders/core";
import { expect, it, vi } from "vitest";
import { createJournalObserver, openKernelJournal, readKernelJournal } from "../src/index.ts";
import { reportOf, textOf, writeItem } from "./sample-entries.ts";
import { temporaryFile } from "./temporary-folder.ts";

vi.setConfig({ testTimeout: 600_000 });

const ITEMS = 1_200;
const SEED = 11;
const FLIPS = 700;
const TRUNCATION_STEP = 192;

/** A journal as a run has left it, byte by byte, and what it says. */
interface Left {
  readonly database: Buffer;
  /** `null` where the run has closed its journal. */
  readonly log: Buffer | null;
  readonly entries: readonly string[];
  readonly records: readonly string[];
}

function leave(isClosed: boolean): Left {
  const file = temporaryFile("left.sqlite");
  const journal = openKernelJournal(file, { keepsRows: true, groupEntries: 50 });
  const observer = createJournalObserver(journal);
  journal.run({ runId: "corruption", seed: SEED });
  for (let item = 0; item < ITEMS; item += 1) {
    writeItem(journal, item);
    if (item % 5 === 0) observer.onFill?.({ ...reportOf(item), eventSequence: item } as never);
    if (item % 17 === 0) journal.sync();
    // Puts half of it into the database, the rest stays in the log.
    if (!isClosed && item === ITEMS / 2) {
      journal.close();
      return continued(file, item + 1);
    }
  }
  journal.close();
  return { database: readFileSync(file), log: null, ...contentOf(file) };
}

function continued(file: string, from: number): Left {
  const journal = openKernelJournal(file, { keepsRows: true, groupEntries: 50 });
  for (let item = from; item < ITEMS; item += 1) writeItem(journal, item);
  journal.sync();
  const left = { database: readFileSync(file), log: readFileSync(`${file}-wal`) };
  const content = contentOf(file);
  journal.close();
  return { ...left, ...content };
}

function contentOf(file: string): { entries: string[]; records: string[] } {
  const reader = readKernelJournal(file);
  try {
    const entries = Array.from(reader.entries(), textOf);
    return { entries, records: Array.from(reader.records(), (record) => JSON.stringify(record)) };
  } finally {
    reader.close();
  }
}

type Verdict =
  | "whole"
  | "prefix of an open journal"
  | "prefix and reason"
  | "refused at once"
  | "silent";

/** Reads a damaged journal. Silent: it gave what was never written, or did not say that it lacks something. */
function judge(file: string, left: Left, isSparse = false): Verdict {
  let found = 0;
  try {
    const reader = readKernelJournal(file);
    try {
      for (const lane of ["entries", "records"] as const) {
        found = 0;
        for (const item of reader[lane]()) {
          // Where only the end can be missing, every tenth item is compared.
          if (!isSparse || found % 10 === 0) {
            const text = lane === "records" ? JSON.stringify(item) : textOf(item as never);
            if (text !== left[lane][found]) {
              return "silent";
            }
          }
          found += 1;
        }
        if (found === left[lane].length) continue;
        if (reader.isClosed) return "silent";
        return "prefix of an open journal";
      }
      return "whole";
    } finally {
      reader.close();
    }
  } catch (error) {
    if (!(error instanceof PolytradersError)) throw error;
    expect(error.code).toMatch(
      /^STORE_(CORRUPT|INCOMPLETE|FOREIGN|VERSION_UNSUPPORTED|UNWRITABLE)$/,
    );
    expect(error.message).toContain(file);
    return found > 0 ? "prefix and reason" : "refused at once";
  }
}

type Tally = Map<Verdict, number>;

function count(tally: Tally, verdict: Verdict): void {
  tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
}

function tell(what: string, tally: Tally): void {
  const cases = [...tally.values()].reduce((sum, number) => sum + number, 0);
  const parts = [...tally].map(([verdict, number]) => `${number} ${verdict}`).join(", ");
  process.stdout.write(
    `journal, ${what}: ${cases} cases: ${parts}; ${tally.get("silent") ?? 0} silent\n`,
  );
}

/** Puts a journal's files down. @returns the database's file */
function put(left: Left): string {
  const file = temporaryFile("damaged.sqlite");
  writeFileSync(file, left.database);
  if (left.log !== null) writeFileSync(`${file}-wal`, left.log);
  return file;
}

/** Cuts a file shorter and shorter, at every 64th byte and at random ones, and reads each time. */
function truncations(left: Left, part: "database" | "log"): Tally {
  const bytes = left[part] ?? Buffer.alloc(0);
  const random = createSeededRandom(SEED, `cut ${part}`);
  const steps = Array.from(
    { length: Math.ceil(bytes.length / TRUNCATION_STEP) },
    (_, step) => step * TRUNCATION_STEP,
  );
  const others = Array.from({ length: 200 }, () => Math.floor(random.next() * bytes.length));
  const file = put(left);
  const target = part === "log" ? `${file}-wal` : file;
  const tally: Tally = new Map();
  for (const length of [...steps, ...others].toSorted((one, other) => other - one)) {
    const handle = openSync(target, "r+");
    ftruncateSync(handle, length);
    closeSync(handle);
    rmSync(`${file}-shm`, { force: true });
    count(tally, judge(file, left, true));
  }
  return tally;
}

/** Changes one byte, reads, and changes it back. */
function flips(left: Left, part: "database" | "log"): Tally {
  const bytes = left[part] ?? Buffer.alloc(0);
  const random = createSeededRandom(SEED, `flip ${part}`);
  const file = put(left);
  const target = part === "log" ? `${file}-wal` : file;
  const tally: Tally = new Map();
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const at = Math.floor(random.next() * bytes.length);
    const mask = 1 + Math.floor(random.next() * 255);
    overwrite(target, at, (bytes[at] ?? 0) ^ mask);
    rmSync(`${file}-shm`, { force: true });
    count(tally, judge(file, left));
    overwrite(target, at, bytes[at] ?? 0);
  }
  return tally;
}

function overwrite(file: string, at: number, byte: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.of(byte), 0, 1, at);
  closeSync(handle);
}

const closed = leave(true);
const open = leave(false);

const PARTS = [
  { state: "closed", part: "database", left: closed },
  { state: "open", part: "database", left: open },
  { state: "open", part: "log", left: open },
] as const;

it.each(PARTS)(
  "of a journal left $state, a $part cut anywhere never passes for whole",
  ({ state, part, left }) => {
    const tally = truncations(left, part);
    tell(`left ${state}, ${part} of ${left[part]?.length} bytes cut (seed ${SEED})`, tally);
    expect(tally.get("silent") ?? 0).toBe(0);
    // Pages of the database may stand in the log, too.
    const mayBeWhole = left.log !== null && part === "database";
    expect(tally.has("whole") && !mayBeWhole).toBe(false);
  },
);

it.each(PARTS)(
  "of a journal left $state, a $part with any byte changed never gives another entry",
  ({ state, part, left }) => {
    const tally = flips(left, part);
    tell(
      `left ${state}, ${part} of ${left[part]?.length} bytes, one changed (seed ${SEED})`,
      tally,
    );
    expect(tally.get("silent") ?? 0).toBe(0);
  },
);

it("says that the log is missing, and that a foreign one is there", () => {
  const file = put({ ...open, log: null });
  expect(() => contentOf(file)).toThrow("STORE_INCOMPLETE");
  expect(() => contentOf(file)).toThrow("STORE_INCOMPLETE");
  const other = put(open);
  copyFileSync(file, `${other}-wal`);
  expect(() => contentOf(other)).toThrow("STORE_INCOMPLETE");
});

it("never lets a writer fail in another way, and never lets it hide damage", () => {
  const random = createSeededRandom(SEED, "writers");
  let refused = 0;
  const cases = 200;
  for (let number = 0; number < cases; number += 1) {
    const left = number % 2 === 0 ? closed : open;
    const part = number % 4 < 2 ? "database" : left.log === null ? "database" : "log";
    const file = put(left);
    const target = part === "log" ? `${file}-wal` : file;
    const at = Math.floor(random.next() * (left[part]?.length ?? 0));
    overwrite(target, at, (left[part]?.[at] ?? 0) ^ (1 + Math.floor(random.next() * 255)));
    try {
      const journal = openKernelJournal(file, { keepsRows: true });
      journal.time(1);
      journal.close();
    } catch (error) {
      if (!(error instanceof PolytradersError)) throw error;
      refused += 1;
      continue;
    }
    // Where it went on, everything before it is whole, or reading says that it is not.
    const reader = readKernelJournal(file);
    let found = 0;
    try {
      for (const entry of reader.entries()) {
        if (entry.kind === "time" && entry.timeMs === 1) break;
        expect(textOf(entry)).toBe(left.entries[found]);
        found += 1;
      }
    } catch (error) {
      expect(error).toBeInstanceOf(PolytradersError);
    } finally {
      reader.close();
    }
  }
  process.stdout.write(
    `journal, writers of ${cases} damaged files (seed ${SEED}): ${refused} refused\n`,
  );
});
