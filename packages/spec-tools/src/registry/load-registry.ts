import type { SpecProblem } from "../problem.ts";
import { shapeProblems } from "../read/shape-problems.ts";
import { readSourceDocument, type SourceDocument } from "../read/source-document.ts";
import { ProblemList } from "../check/spec-check.ts";
import { reasonCodeRegistrySchema, type ReasonCodeRegistry } from "./reason-code-registry.ts";

/** A registry file that was read. */
export interface LoadedRegistry {
  readonly document: SourceDocument;
  /** Present when syntax and shape are right. */
  readonly registry: ReasonCodeRegistry | undefined;
  readonly problems: readonly SpecProblem[];
}

/** Reads the text of a registry. Never throws. */
export function parseRegistry(file: string, text: string): LoadedRegistry {
  const document = readSourceDocument(file, text);
  const result = reasonCodeRegistrySchema.safeParse(document.value);
  if (!result.success) {
    const problems =
      document.value === undefined
        ? document.problems
        : [
            ...document.problems,
            ...shapeProblems(document, reasonCodeRegistrySchema, result.error.issues),
          ];
    return { document, registry: undefined, problems };
  }
  return {
    document,
    registry: result.data,
    problems: [...document.problems, ...checkAliases(document, result.data)],
  };
}

/** Every spelling leads to one code. */
function checkAliases(document: SourceDocument, registry: ReasonCodeRegistry): SpecProblem[] {
  const list = new ProblemList(document);
  const owners = new Map(Object.keys(registry.codes).map((code) => [code, code]));
  for (const [code, { aliases }] of Object.entries(registry.codes)) {
    for (const [index, alias] of (aliases ?? []).entries()) {
      const owner = owners.get(alias);
      if (owner === undefined) owners.set(alias, code);
      else {
        list.at("SPEC_NAME_TAKEN", ["codes", code, "aliases", index], {
          expected: "a spelling that leads to one code",
          found: `${alias}, which ${owner} already answers to`,
          hint: "Remove the alias from one of the two.",
        });
      }
    }
  }
  return list.problems;
}
