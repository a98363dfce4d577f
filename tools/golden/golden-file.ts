import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** A number passes when it is within `abs + rel * |expected|` of the expected one. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

/** One vector: a function, its input and the answer computed elsewhere. */
export interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly description: string;
  /** Its shape is known to the function's adaptor only. */
  readonly input: never;
  readonly expected: unknown;
  readonly tolerance?: Tolerance;
}

/** One file of vectors. */
export interface GoldenFile {
  readonly schema: "golden/v1";
  readonly topic: string;
  readonly default_tolerance: Tolerance;
  readonly cases: readonly GoldenCase[];
}

/** Where the vectors are: `POLYTRADERS_GOLDEN_DIR`, else beside the repository. */
export const goldenDirectory: string =
  process.env["POLYTRADERS_GOLDEN_DIR"] ?? resolve(import.meta.dirname, "../../../shared/golden");

/** Every vector file of the directory in order of name; none when the directory is absent. */
export function readGoldenFiles(): GoldenFile[] {
  if (!existsSync(goldenDirectory)) return [];
  return readdirSync(goldenDirectory)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => readGoldenFile(resolve(goldenDirectory, name)));
}

function readGoldenFile(path: string): GoldenFile {
  const file: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isGoldenFile(file)) throw new Error(`${path}: not a golden/v1 file`);
  return file;
}

function isGoldenFile(file: unknown): file is GoldenFile {
  return (
    typeof file === "object" &&
    file !== null &&
    "schema" in file &&
    file.schema === "golden/v1" &&
    "cases" in file &&
    Array.isArray(file.cases)
  );
}
