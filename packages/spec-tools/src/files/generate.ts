import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { generatedFiles, type GeneratedFile } from "../generate/generated-files.ts";
import { generationTarget } from "../generate/target-folder.ts";
import { sortProblems, type SpecErrorCode, type SpecProblem } from "../problem.ts";
import type { LoadedSpec } from "../read/loaded-spec.ts";
import { extendLock } from "../registry/registry-lock.ts";
import { publishedSchemas } from "../schema/published-schema.ts";
import { readTextIfPresent, reasonOf } from "./read-text.ts";
import { readSpecSet, type SpecSet, type SpecSetOptions } from "./spec-set.ts";

/** How generation runs. */
export interface GenerateOptions extends SpecSetOptions {
  /** Compare only; write nothing. */
  readonly check?: boolean | undefined;
}

/** What generation did, or found. Paths are as reached from the given ones. */
export interface GenerateResult {
  /** Files whose text changed. */
  readonly written: readonly string[];
  /** With `check`: files whose text differs from what their spec gives. */
  readonly drifted: readonly string[];
  /** How many files follow from the specs. */
  readonly fileCount: number;
  readonly problems: readonly SpecProblem[];
}

/**
 * Generates everything that follows from the given specs. Writes nothing unless every spec is valid;
 * replaces each file as a whole; leaves hand-written files and README text outside the markers alone.
 */
export async function generate(
  paths: readonly string[],
  options: GenerateOptions = {},
): Promise<GenerateResult> {
  const set = readSpecSet(paths, options);
  if (set.problems.length > 0)
    return { written: [], drifted: [], fileCount: 0, problems: set.problems };
  const problems: SpecProblem[] = [];
  const files: GeneratedFile[] = [];
  for (const loaded of set.specs) files.push(...(await filesOf(loaded, set, problems)));
  files.push(...sharedFiles(set));
  if (problems.length > 0) return { written: [], drifted: [], fileCount: files.length, problems };

  const changed = files.filter(({ path, text }) => readTextIfPresent(path) !== text);
  if (options.check) {
    const drift = changed.map(({ path }) =>
      fileProblem("SPEC_GENERATED_DRIFT", path, describeDrift(path)),
    );
    return {
      written: [],
      drifted: changed.map(({ path }) => path),
      fileCount: files.length,
      problems: sortProblems(drift),
    };
  }
  const written: string[] = [];
  for (const file of changed) {
    const failure = write(file);
    if (failure === undefined) written.push(file.path);
    else problems.push(failure);
  }
  return { written, drifted: [], fileCount: files.length, problems };
}

async function filesOf(
  loaded: LoadedSpec,
  set: SpecSet,
  problems: SpecProblem[],
): Promise<readonly GeneratedFile[]> {
  const { document, spec } = loaded;
  if (spec === undefined) return [];
  const target = generationTarget(document.file);
  const readmePath = join(target.folder, "README.md");
  const state = {
    hasSourceFolder: target.needsCopy || existsSync(join(target.folder, "src")),
    readme: readTextIfPresent(readmePath),
  };
  const { files, isReadmeDamaged } = await generatedFiles(
    document,
    spec,
    set.surroundings,
    target,
    state,
  );
  if (isReadmeDamaged) {
    problems.push(
      fileProblem("SPEC_GENERATION_FAILED", readmePath, {
        expected: "a generated:begin marker before its generated:end marker",
        found: "one of the two, or the wrong order",
        hint: "Restore both markers, or remove both.",
      }),
    );
  }
  return files;
}

/** Lock file and published JSON Schemas, which belong to the `specs` folder as a whole. */
function sharedFiles({ registry }: SpecSet): GeneratedFile[] {
  if (registry?.registry === undefined) return [];
  const lock = extendLock(registry.registry, registry.lock);
  const folder = dirname(registry.path);
  const schemas =
    basename(resolve(folder)) === "specs"
      ? [...publishedSchemas()].map(([name, text]) => ({
          path: join(folder, "schema", name),
          text,
        }))
      : [];
  return [{ path: registry.lockPath, text: `${JSON.stringify(lock, null, 2)}\n` }, ...schemas];
}

/** Writes beside the file and renames, so that an interruption leaves the old or the new text. */
function write({ path, text }: GeneratedFile): SpecProblem | undefined {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    return fileProblem("SPEC_GENERATION_FAILED", path, {
      expected: "a file that can be written",
      found: reasonOf(error),
      hint: "Check the folder's path and permissions.",
    });
  }
}

function describeDrift(path: string): { expected: string; found: string; hint: string } {
  return {
    expected: "the text that its spec gives",
    found: readTextIfPresent(path) === undefined ? "no file" : "another text",
    hint: "Run `polytraders spec generate` and commit the result.",
  };
}

function fileProblem(
  code: SpecErrorCode,
  file: string,
  text: { expected: string; found: string; hint: string },
): SpecProblem {
  return { code, file, line: 1, column: 1, field: "", ...text };
}
