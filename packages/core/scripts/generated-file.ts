import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A file that a script writes, and what it should hold. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The files that do not hold what they should. */
export function staleFiles(files: readonly GeneratedFile[]): readonly string[] {
  return files.filter(({ path, text }) => textOf(path) !== text).map(({ path }) => path);
}

/** Writes the files or, given `--check`, exits with 1 and names those that would change. */
export function writeOrCheck(files: readonly GeneratedFile[]): void {
  const stale = staleFiles(files);
  if (!process.argv.includes("--check")) {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    process.stdout.write(`${files.length} files written, ${stale.length} changed\n`);
    return;
  }
  for (const path of stale) process.stderr.write(`${path} is out of date\n`);
  if (stale.length > 0) process.exitCode = 1;
  else process.stdout.write(`${files.length} files up to date\n`);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
