import { readGoldenFiles, type GoldenFile } from "./golden-file.ts";
import { registry } from "./registry.ts";

/** Names in the vector files that describe documents, not functions. */
const DOCUMENTATION_ONLY: ReadonlySet<string> = new Set(["seedNumberCheck"]);

/** What the vectors ask for, and which of it exists here. */
export interface GoldenCoverage {
  readonly files: readonly GoldenFile[];
  readonly implemented: readonly string[];
  readonly missing: readonly string[];
}

/** Reads the vectors and looks up their functions. */
export function readGoldenCoverage(): GoldenCoverage {
  const files = readGoldenFiles().map((file) => ({
    ...file,
    cases: file.cases.filter(({ fn }) => !DOCUMENTATION_ONLY.has(fn)),
  }));
  const functions = [...new Set(files.flatMap(({ cases }) => cases.map(({ fn }) => fn)))];
  return {
    files,
    implemented: functions.filter((fn) => registry.has(fn)),
    missing: functions.filter((fn) => !registry.has(fn)),
  };
}
