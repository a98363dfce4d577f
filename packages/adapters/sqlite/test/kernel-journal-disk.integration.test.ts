import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PolytradersError } from "@polytraders/core";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { openKernelJournal, readKernelJournal } from "../src/index.ts";
import { textOf, writeItem } from "./sample-entries.ts";
import { temporaryFile } from "./temporary-folder.ts";

const FILLER = fileURLToPath(new URL("fill-journal.ts", import.meta.url));

/** A file system of its own, of two megabytes; needs the right to mount one. */
function smallDisk({ skip }: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "polytraders-disk-"));
  onTestFinished(() => {
    done("umount", folder);
    rmSync(folder, { recursive: true, force: true });
  });
  if (!done("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder))
    skip("mounting a file system is not permitted here");
  return folder;
}

/** Answers whether a program of the system has done it. */
function done(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words).status === 0;
}

function remount(folder: string, options: string): void {
  expect(done("mount", "-o", `remount,${options}`, folder)).toBe(true);
}

function contentOf(file: string): string[] {
  const reader = readKernelJournal(file);
  try {
    return Array.from(reader.entries(), textOf);
  } finally {
    reader.close();
  }
}

function firstEntries(count: number): string[] {
  const file = temporaryFile("whole.sqlite");
  const journal = openKernelJournal(file);
  for (let item = 0; item < count; item += 1) writeItem(journal, item);
  journal.close();
  return contentOf(file).slice(0, count);
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PolytradersError) return error.code;
    throw error;
  }
  return "nothing";
}

/** Writes until it fails. @returns items that were synced */
function fill(file: string): number {
  const journal = openKernelJournal(file);
  let synced = 0;
  const code = codeOf(() => {
    for (let item = 0; ; item += 1) {
      writeItem(journal, item);
      if (item % 16 !== 15) continue;
      journal.sync();
      synced = item + 1;
    }
  });
  expect(code).toBe("STORE_FULL");
  // The disk may have room again: what has not been written must not be passed over.
  expect(codeOf(() => journal.sync())).toBe("STORE_FULL");
  expect(codeOf(() => writeItem(journal, 1))).toBe("STORE_FULL");
  journal.close();
  return synced;
}

describe("a disk that is full", () => {
  it("ends the run with a clear error, and with exactly what was synced on it", (context) => {
    const folder = smallDisk(context);
    const file = join(folder, "journal.sqlite");
    const synced = fill(file);
    expect(synced).toBeGreaterThan(1_000);
    expect(contentOf(file)).toEqual(firstEntries(synced));

    remount(folder, "size=8m");
    const again = openKernelJournal(file);
    for (let item = synced; item < synced + 500; item += 1) writeItem(again, item);
    again.close();
    expect(contentOf(file)).toEqual(firstEntries(synced + 500));
    process.stdout.write(
      `journal on a full disk: ${synced} entries synced before, all there after\n`,
    );
  });

  it("is the same for a limit on the size of files", () => {
    const file = temporaryFile("journal.sqlite");
    const command = `ulimit -f 1024; exec "$0" --conditions=@polytraders/source --no-warnings "$1" "$2"`;
    const child = spawnSync("/bin/sh", ["-c", command, process.execPath, FILLER, file], {
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    const { synced, code } = JSON.parse(child.stdout) as { synced: number; code: string };
    expect(["STORE_FULL", "STORE_UNWRITABLE"]).toContain(code);
    expect(contentOf(file)).toEqual(firstEntries(synced));
  });
});

describe("a disk that is read-only", () => {
  it("can be read from, killed runs' journals too, and refuses writers with a reason", (context) => {
    const folder = smallDisk(context);
    const killed = join(folder, "killed.sqlite");
    const closed = join(folder, "closed.sqlite");
    const left = temporaryFile("left.sqlite");
    const open = openKernelJournal(left);
    const ended = openKernelJournal(closed);
    for (let item = 0; item < 40; item += 1) {
      writeItem(open, item);
      writeItem(ended, item);
    }
    open.sync();
    ended.close();
    for (const suffix of ["", "-wal"]) copyFileSync(`${left}${suffix}`, `${killed}${suffix}`);
    open.close();
    remount(folder, "ro");
    expect(contentOf(closed)).toEqual(firstEntries(40));
    expect(contentOf(killed)).toEqual(firstEntries(40));
    expect(codeOf(() => openKernelJournal(closed))).toBe("STORE_UNWRITABLE");
    expect(codeOf(() => openKernelJournal(join(folder, "new.sqlite")))).toBe("STORE_UNWRITABLE");
  });
});
