import { readFileSync } from "node:fs";
import type { SpecProblem } from "../problem.ts";

/** The text of a file, or the problem that kept it from being read. */
export function readText(
  path: string,
): { readonly text: string } | { readonly problem: SpecProblem } {
  try {
    return { text: readFileSync(path, "utf8") };
  } catch (error) {
    return { problem: unreadable(path, reasonOf(error)) };
  }
}

/** The text of a file, or `undefined` when there is none. */
export function readTextIfPresent(path: string): string | undefined {
  const result = readText(path);
  return "text" in result ? result.text : undefined;
}

function unreadable(file: string, found: string): SpecProblem {
  return {
    code: "SPEC_UNREADABLE",
    file,
    line: 1,
    column: 1,
    field: "",
    expected: "a readable YAML or JSON file",
    found,
    hint: "Check the path and the permissions of the file.",
  };
}

/** What the operating system said, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOENT: "nothing at this path",
    EISDIR: "a folder",
    EACCES: "a file that may not be opened",
    EPERM: "a file that may not be opened",
    ENOTDIR: "a file where a folder was expected",
    EROFS: "a file system that cannot be written",
    ENOSPC: "a full disk",
  };
  return known[code] ?? (code === "" ? "an unknown failure" : `failure ${code}`);
}
