import { isAbsolute, relative, resolve } from "node:path";
import { checkSpecs } from "../check/check-specs.ts";
import type { SpecSurroundings, Payload } from "../generate/resolved-spec.ts";
import { sortProblems, type SpecProblem } from "../problem.ts";
import { parseSpec, type LoadedSpec } from "../read/loaded-spec.ts";
import { parseRegistry, type LoadedRegistry } from "../registry/load-registry.ts";
import {
  checkLock,
  parseLock,
  unlockedCodes,
  type RegistryLock,
} from "../registry/registry-lock.ts";
import { readText, readTextIfPresent } from "./read-text.ts";
import { findSpecsFolder, listSpecFiles, lockPathFor, registryPathIn } from "./spec-files.ts";

/** Where specs find what they refer to. */
export interface SpecSetOptions {
  /** Registry of reason codes; the one of the nearest `specs` folder without it. */
  readonly registryPath?: string | undefined;
}

/** A registry with its lock file. */
export interface LockedRegistry extends LoadedRegistry {
  readonly path: string;
  readonly lockPath: string;
  readonly lock: RegistryLock | undefined;
}

/** Specs that were read together, with everything that is wrong with them. */
export interface SpecSet {
  readonly specs: readonly LoadedSpec[];
  readonly registry: LockedRegistry | undefined;
  readonly surroundings: SpecSurroundings;
  /** Problems of the specs and of the registry's content. */
  readonly problems: readonly SpecProblem[];
  /** Registered codes without a fingerprint; generation adds it. */
  readonly unlocked: readonly SpecProblem[];
}

/** Reads and checks specs together. Never throws on bad input. */
export function readSpecSet(paths: readonly string[], options: SpecSetOptions = {}): SpecSet {
  const unreadable: SpecProblem[] = [];
  const specs = [...new Set(paths)].flatMap((path) => {
    const result = readText(path);
    if ("text" in result) return [parseSpec(path, result.text)];
    unreadable.push(result.problem);
    return [];
  });
  const registry = readRegistry(paths, options, unreadable);
  const neighbours = readNeighbours(specs);
  const problems = checkSpecs(specs, { registry: registry?.registry, neighbours });
  const registryProblems = registry
    ? [...registry.problems, ...(registry.lock ? checkLock(registry, registry.lock) : [])]
    : [];
  return {
    specs,
    registry,
    surroundings: { registry: registry?.registry, payloads: payloadsOf([...neighbours, ...specs]) },
    problems: sortProblems([...unreadable, ...problems, ...registryProblems]),
    unlocked: registry ? unlockedCodes(registry, registry.lock) : [],
  };
}

function readRegistry(
  paths: readonly string[],
  options: SpecSetOptions,
  unreadable: SpecProblem[],
): LockedRegistry | undefined {
  const path = options.registryPath ?? nearestRegistry(paths);
  if (path === undefined) return undefined;
  const result = readText(path);
  if ("problem" in result) {
    unreadable.push(result.problem);
    return undefined;
  }
  const lockPath = lockPathFor(path);
  const lockText = readTextIfPresent(lockPath);
  const lock = lockText === undefined ? undefined : parseLock(lockText);
  return { ...parseRegistry(path, result.text), path, lockPath, lock };
}

function nearestRegistry(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const folder = findSpecsFolder(resolve(path));
    if (folder !== undefined) return asGiven(path, registryPathIn(folder));
  }
  return undefined;
}

/** Relative where the given path was: messages name files as their reader does. */
function asGiven(given: string, found: string): string {
  return isAbsolute(given) ? found : relative(process.cwd(), found);
}

/** Other specs of the same folder, read only when a consumed signal is declared by none of the given ones. */
function readNeighbours(specs: readonly LoadedSpec[]): LoadedSpec[] {
  const emitted = new Set(specs.flatMap(({ draft }) => Object.keys(draft.output?.signals ?? {})));
  const isOpen = specs.some(({ draft }) =>
    draft.inputs?.consumes.some(
      (input) => input.topic === "signal" && !input.payload && !emitted.has(input.kind),
    ),
  );
  const first = specs[0];
  const folder = first && isOpen ? findSpecsFolder(resolve(first.document.file)) : undefined;
  if (folder === undefined) return [];
  const given = new Set(specs.map(({ document }) => resolve(document.file)));
  const ids = new Set(specs.map(({ draft }) => draft.identity?.id));
  return listSpecFiles(folder)
    .filter((path) => !given.has(resolve(path)))
    .flatMap((path) => {
      const text = readTextIfPresent(path);
      return text === undefined ? [] : [parseSpec(path, text)];
    })
    .filter(({ draft }) => !ids.has(draft.identity?.id));
}

function payloadsOf(specs: readonly LoadedSpec[]): ReadonlyMap<string, Payload> {
  const payloads = new Map<string, Payload>();
  for (const { draft } of specs) {
    for (const [kind, { payload }] of Object.entries(draft.output?.signals ?? {}))
      payloads.set(kind, payload);
  }
  return payloads;
}
