import type { SpecProblem } from "../problem.ts";
import { sortProblems } from "../problem.ts";
import { parseSpec } from "../read/loaded-spec.ts";
import type { BotSpec } from "../schema/bot-spec.ts";
import { readText } from "./read-text.ts";
import { readSpecSet, type SpecSetOptions } from "./spec-set.ts";

/** A spec of the right shape, or what is wrong with it. */
export interface LoadSpecResult {
  readonly spec?: BotSpec;
  readonly problems: readonly SpecProblem[];
}

/** Reads one spec and checks its syntax and shape; `validateSpecs` checks its meaning too. */
export function loadSpec(path: string): LoadSpecResult {
  const result = readText(path);
  if ("problem" in result) return { problems: [result.problem] };
  const { spec, problems } = parseSpec(path, result.text);
  return spec === undefined ? { problems } : { spec, problems };
}

/** Specs as they were read, and everything wrong with them. */
export interface SpecInspection {
  /** In the order of the paths; `spec` is missing where the shape is wrong. */
  readonly specs: readonly { readonly file: string; readonly spec: BotSpec | undefined }[];
  readonly problems: readonly SpecProblem[];
}

/** Reads and checks specs and the registry they use; all problems at once. Never throws. */
export function inspectSpecs(
  paths: readonly string[],
  options: SpecSetOptions = {},
): SpecInspection {
  const { specs, problems, unlocked } = readSpecSet(paths, options);
  return {
    specs: specs.map(({ document, spec }) => ({ file: document.file, spec })),
    problems: sortProblems([...problems, ...unlocked]),
  };
}

/** Everything wrong with the given specs and with the registry they use. Never throws. */
export function validateSpecs(
  paths: readonly string[],
  options: SpecSetOptions = {},
): readonly SpecProblem[] {
  return inspectSpecs(paths, options).problems;
}
