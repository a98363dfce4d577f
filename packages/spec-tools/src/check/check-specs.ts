import type { LoadedSpec } from "../read/loaded-spec.ts";
import type { ReasonCodeRegistry } from "../registry/reason-code-registry.ts";
import { sortProblems, type SpecProblem } from "../problem.ts";
import { checkIdentity } from "./identity.ts";
import { checkMetrics } from "./metrics.ts";
import { checkOutputs } from "./outputs.ts";
import { checkParameters } from "./parameter-bounds.ts";
import { checkReasonCodes } from "./reason-codes.ts";
import { checkReferences } from "./references.ts";
import { checkRequiresCycles } from "./requires-cycle.ts";
import type { SpecCheck } from "./spec-check.ts";

const CHECKS: readonly SpecCheck[] = [
  checkIdentity,
  checkParameters,
  checkOutputs,
  checkReasonCodes,
  checkMetrics,
  checkReferences,
];

/** What specs are checked against. */
export interface CheckSurroundings {
  readonly registry: ReasonCodeRegistry | undefined;
  /** Specs that are not judged themselves, but whose signals and requirements count. */
  readonly neighbours: readonly LoadedSpec[];
}

/** Every problem of the given specs: shape, meaning, and how they fit together. Never throws. */
export function checkSpecs(
  specs: readonly LoadedSpec[],
  surroundings: CheckSurroundings,
): SpecProblem[] {
  const known = [...specs, ...surroundings.neighbours];
  const knownKinds = new Set(
    known.flatMap(({ draft }) => Object.keys(draft.output?.signals ?? {})),
  );
  const problems = specs.flatMap((spec) => [
    ...spec.problems,
    ...CHECKS.flatMap((check) => check({ ...spec, registry: surroundings.registry, knownKinds })),
  ]);
  const judged = new Set(specs.map(({ document }) => document.file));
  return sortProblems([...problems, ...checkBotIds(specs), ...checkRequiresCycles(known, judged)]);
}

function checkBotIds(specs: readonly LoadedSpec[]): SpecProblem[] {
  const owners = new Map<string, string>();
  const problems: SpecProblem[] = [];
  for (const { document, draft } of specs) {
    const id = draft.identity?.id;
    if (id === undefined) continue;
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, document.file);
    else {
      problems.push(
        document.problemAt("SPEC_BOT_ID_TAKEN", ["identity", "id"], {
          expected: "an id of its own",
          found: `${JSON.stringify(id)}, which ${owner} has too`,
          hint: "Rename or remove one of the two.",
        }),
      );
    }
  }
  return problems;
}
