import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openRunJournal, openStateMirror } from "../src/index.ts";
import { temporaryFile } from "./temporary-folder.ts";

const WRITER = fileURLToPath(new URL("write-until-killed.ts", import.meta.url));

interface Killed {
  /** The last event that the writer said it had committed. */
  readonly told: number;
  /** Events found in the journal. */
  readonly sequences: readonly number[];
  /** The states found in the mirror. */
  readonly states: readonly unknown[];
}

/** Runs a writer until it has committed often enough or kills itself, then opens what it left. */
async function killed(options: { afterCommits?: number; atEvent?: number }): Promise<Killed> {
  const journalFile = temporaryFile("journal.sqlite");
  const mirrorFile = join(dirname(journalFile), "state.sqlite");
  const flags = ["--conditions=@polytraders/source", "--no-warnings"];
  const files = [journalFile, mirrorFile, String(options.atEvent ?? "")];
  const child = spawn(process.execPath, [...flags, WRITER, ...files], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  let told = 0;
  let commits = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line);
    commits += 1;
    if (commits === options.afterCommits) child.kill("SIGKILL");
  }
  expect(await closed).toEqual([null, "SIGKILL"]);
  const journal = openRunJournal(journalFile);
  const sequences = journal.checkpoints().map(({ eventSequence }) => eventSequence);
  journal.close();
  const mirror = openStateMirror(mirrorFile, 0);
  const states = mirror.load("b").map(({ state }) => state);
  mirror.close();
  return { told, sequences, states };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it.each([
  [1, 0],
  [50, 50],
  [51, 50],
  [1_234, 1_200],
])("killed after writing event %i, leaves the whole batches: %i events", async (atEvent, count) => {
  const { sequences } = await killed({ atEvent });
  expect(sequences).toEqual(upTo(count));
});

it.each([1, 2, 40])("killed anywhere after %i commits, leaves a whole prefix", async (commits) => {
  const { told, sequences, states } = await killed({ afterCommits: commits });
  expect(sequences).toEqual(upTo(sequences.length));
  expect(sequences.length).toBeGreaterThanOrEqual(told);
  expect(states).toHaveLength(3);
  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
});

it("waits for another writer, then says that there is one", () => {
  const file = temporaryFile("journal.sqlite");
  const journal = openRunJournal(file);
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  expect(() => journal.setMeta("a", 1)).toThrow(`${file}: STORE_LOCKED`);
  other.exec("ROLLBACK");
  other.close();
  journal.setMeta("a", 1);
  expect(journal.meta()).toEqual(new Map([["a", 1]]));
  journal.close();
});
