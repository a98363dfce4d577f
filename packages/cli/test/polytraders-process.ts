import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Root of the repository, found from this file. */
export const repositoryFolder = join(import.meta.dirname, "../../..");

const MAIN_FILE = join(import.meta.dirname, "../src/main.ts");

/** How a command line ended. */
export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** How a command line is started. */
export interface ProcessOptions {
  readonly folder: string;
  /** Gets hold of the process, to send it signals. */
  readonly onStart?: (process: { readonly kill: (signal: NodeJS.Signals) => void }) => void;
}

/** Runs the command line from source in a process of its own, as a user would. */
export async function polytraders(
  args: readonly string[],
  { folder, onStart }: ProcessOptions,
): Promise<Ended> {
  const startedAtMs = performance.now();
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--conditions=@polytraders/source", MAIN_FILE, ...args],
    { cwd: folder, env: { PATH: process.env["PATH"] ?? "" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => stdout.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => stderr.push(text));
  onStart?.({ kill: (signal) => child.kill(signal) });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({
        code,
        signal,
        stdout: stdout.join(""),
        stderr: stderr.join(""),
        durationMs: performance.now() - startedAtMs,
      }),
    );
  });
}

/** Fails with what the process said, where it did not end well. */
export function assertSucceeded({ code, signal, stderr }: Ended): void {
  if (code !== 0) throw new Error(`ended with ${code ?? signal}: ${stderr}`);
}

/** A folder outside the repository for one test file, removed when its tests are over. */
export function outsideFolder(): {
  readonly path: string;
  readonly write: (name: string, text: string) => string;
} {
  const path = mkdtempSync(join(tmpdir(), "polytraders-cli-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, text) {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
  };
}

/** Run folders below a folder of runs, oldest first; none when there is no such folder. */
export function runFolders(parent: string): string[] {
  try {
    return readdirSync(parent)
      .toSorted()
      .map((name) => join(parent, name));
  } catch {
    return [];
  }
}

/** The JSON document in a file. */
export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The lines of JSON in a file. */
export function readLines<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
