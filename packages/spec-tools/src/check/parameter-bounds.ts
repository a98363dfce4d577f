import type { Parameter } from "../schema/parameters.ts";
import { ProblemList, type SpecCheck } from "./spec-check.ts";

type NumericParameter = Extract<Parameter, { type: "integer" | "number" }>;

/** Defaults respect their own bounds, bounds are in order, names and aliases are unique. */
export const checkParameters: SpecCheck = ({ document, draft }) => {
  const list = new ProblemList(document);
  for (const [name, parameter] of Object.entries(draft.parameters ?? {})) {
    if (parameter.type === "integer" || parameter.type === "number") {
      checkHard(list, name, parameter);
      checkWarning(list, name, parameter);
      checkRange(list, name, parameter);
    } else if (parameter.type === "string") checkChoices(list, name, parameter);
  }
  checkNames(list, draft.parameters ?? {});
  return list.problems;
};

/** True when `value` lies beyond `bound` on the dangerous side. */
function isPast(parameter: NumericParameter, value: number, bound: number): boolean {
  return parameter.direction === "lower" ? value < bound : value > bound;
}

function side(parameter: NumericParameter): string {
  return parameter.direction === "lower" ? "at least" : "at most";
}

function checkHard(list: ProblemList, name: string, parameter: NumericParameter): void {
  const { hard } = parameter;
  if (hard == null || !isPast(parameter, parameter.default, hard)) return;
  list.at("SPEC_DEFAULT_BREAKS_HARD_BOUND", ["parameters", name, "default"], {
    expected: `a default of ${side(parameter)} ${hard}, its own hard bound`,
    found: String(parameter.default),
    hint:
      parameter.direction === undefined
        ? "Change one of the two, or state direction: lower if small values are the dangerous ones."
        : "Change the default or the hard bound.",
  });
}

function checkWarning(list: ProblemList, name: string, parameter: NumericParameter): void {
  const { warning, hard } = parameter;
  if (warning == null) return;
  if (isPast(parameter, parameter.default, warning)) {
    list.at("SPEC_BOUNDS_OUT_OF_ORDER", ["parameters", name, "warning"], {
      expected: `a warning beyond the default ${parameter.default}, which must itself be safe`,
      found: String(warning),
      hint: "Order them: default, warning, hard; or change the direction.",
    });
  }
  if (hard != null && isPast(parameter, warning, hard)) {
    list.at("SPEC_BOUNDS_OUT_OF_ORDER", ["parameters", name, "warning"], {
      expected: `a warning of ${side(parameter)} the hard bound ${hard}`,
      found: String(warning),
      hint: "Order them: default, warning, hard; or change the direction.",
    });
  }
}

function checkRange(list: ProblemList, name: string, parameter: NumericParameter): void {
  const { minimum, maximum } = parameter;
  if (minimum != null && maximum != null && minimum > maximum) {
    list.at("SPEC_BOUNDS_OUT_OF_ORDER", ["parameters", name, "minimum"], {
      expected: `a minimum of at most the maximum ${maximum}`,
      found: String(minimum),
      hint: "Swap or correct the two.",
    });
    return;
  }
  for (const bound of ["default", "warning", "hard"] as const) {
    const value = parameter[bound];
    if (value == null) continue;
    const isBelow = minimum != null && value < minimum;
    const isAbove = maximum != null && value > maximum;
    if (!isBelow && !isAbove) continue;
    list.at(
      bound === "default" ? "SPEC_DEFAULT_OUT_OF_RANGE" : "SPEC_BOUNDS_OUT_OF_ORDER",
      ["parameters", name, bound],
      {
        expected: isBelow ? `at least the minimum ${minimum}` : `at most the maximum ${maximum}`,
        found: String(value),
        hint: `Change ${bound} or the range.`,
      },
    );
  }
}

function checkChoices(
  list: ProblemList,
  name: string,
  parameter: Extract<Parameter, { type: "string" }>,
): void {
  if (!parameter.choices || parameter.choices.includes(parameter.default)) return;
  list.at("SPEC_DEFAULT_OUT_OF_RANGE", ["parameters", name, "default"], {
    expected: `one of ${parameter.choices.join(", ")}`,
    found: JSON.stringify(parameter.default),
    hint: "Change the default or add it to the choices.",
  });
}

function checkNames(list: ProblemList, parameters: Readonly<Record<string, Parameter>>): void {
  const owners = new Map(Object.keys(parameters).map((name) => [name, name]));
  for (const [name, { aliases }] of Object.entries(parameters)) {
    for (const [index, alias] of (aliases ?? []).entries()) {
      const owner = owners.get(alias);
      if (owner === undefined) owners.set(alias, name);
      else {
        list.at("SPEC_NAME_TAKEN", ["parameters", name, "aliases", index], {
          expected: "an alias of its own",
          found: `${JSON.stringify(alias)}, which ${owner} already answers to`,
          hint: "Remove or rename one of the two.",
        });
      }
    }
  }
}
