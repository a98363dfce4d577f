import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStateMirror } from "../src/index.ts";
import { temporaryFile } from "./temporary-folder.ts";

const WRITER = fileURLToPath(new URL("write-until-killed.ts", import.meta.url));

interface Killed {
  /** The last event that the writer said it had committed. */
  readonly told: number;
  /** The states found in the mirror. */
  readonly states: readonly unknown[];
}

/** Runs a writer until it has committed often enough, then opens what it left. */
async function killed(afterCommits: number): Promise<Killed> {
  const mirrorFile = temporaryFile("state.sqlite");
  const flags = ["--conditions=@polytraders/source", "--no-warnings"];
  const child = spawn(process.execPath, [...flags, WRITER, mirrorFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line);
    if (told === afterCommits) child.kill("SIGKILL");
  }
  expect(await closed).toEqual([null, "SIGKILL"]);
  const mirror = openStateMirror(mirrorFile, 0);
  const states = mirror.load("b").map(({ state }) => state);
  mirror.close();
  return { told, states };
}

it.each([1, 2, 40])("killed anywhere after %i saves, leaves whole ones", async (commits) => {
  const { told, states } = await killed(commits);
  expect(states).toHaveLength(3);
  const [first] = states as [{ event: number }];
  expect(states).toEqual([first, first, first]);
  expect(first.event).toBeGreaterThanOrEqual(told);
});

it("waits for another writer, then says that there is one", () => {
  const file = temporaryFile("state.sqlite");
  const mirror = openStateMirror(file, 0);
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  expect(() => mirror.sweep(1)).toThrow(`${file}: STORE_LOCKED`);
  other.exec("ROLLBACK");
  other.close();
  expect(mirror.sweep(1)).toBe(0);
  mirror.close();
});
