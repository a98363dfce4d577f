import { stringify } from "yaml";
import { checkSpecs } from "../src/check/check-specs.ts";
import { formatProblem, type SpecProblem } from "../src/problem.ts";
import { parseSpec } from "../src/read/loaded-spec.ts";
import {
  reasonCodeRegistrySchema,
  type ReasonCodeRegistry,
} from "../src/registry/reason-code-registry.ts";

/** The smallest spec that is valid: what an author's first bot needs. */
export const SMALLEST_SPEC = `schemaVersion: 1
identity:
  id: intel.spread_watch
  name: SpreadWatch
  layer: intelligence
  authority: observe
purpose: Watches the spread.
inputs:
  consumes:
    - { topic: order_book, isRequired: true }
parameters:
  windowSeconds:
    type: integer
    unit: seconds
    default: 60
    warning: 120
    hard: 300
    description: Window of the mean.
output:
  signals:
    spread:
      unit: usd
      description: Mean spread.
      payload:
        samples: { type: integer, minimum: 0, description: Samples in the window. }
reasonCodes:
  INTEL_SPREAD_PUBLISHED:
    severity: INFO
    meaning: A spread was published.
    action: None.
    userMessage: The spread is as stated.
metrics:
  emitted:
    spreads_total: { type: counter, unit: spreads, meaning: Spreads published. }
`;

/** The smallest spec with one passage replaced; fails when the passage is not there exactly once. */
export function changed(from: string, to: string, text = SMALLEST_SPEC): string {
  if (text.split(from).length !== 2) throw new Error(`not exactly once in the fixture: ${from}`);
  return text.replace(from, () => to);
}

/** The smallest spec with text added at its end. */
export function extended(section: Record<string, unknown>): string {
  return `${SMALLEST_SPEC}${stringify(section)}`;
}

/** Problems of one spec text, checked alone. */
export function problemsOf(text: string, registry?: ReasonCodeRegistry): SpecProblem[] {
  return checkSpecs([parseSpec("bot.yaml", text)], { registry, neighbours: [] });
}

/** The same as printed lines. */
export function linesOf(text: string, registry?: ReasonCodeRegistry): string[] {
  return problemsOf(text, registry).map(formatProblem);
}

/** Problems of several spec texts together, by file name. */
export function problemsTogether(texts: Readonly<Record<string, string>>): SpecProblem[] {
  const specs = Object.entries(texts).map(([file, text]) => parseSpec(file, text));
  return checkSpecs(specs, { registry: undefined, neighbours: [] });
}

/** A registry with one code. */
export const REGISTRY: ReasonCodeRegistry = reasonCodeRegistrySchema.parse({
  schemaVersion: 1,
  codes: {
    INTEL_SPREAD_PUBLISHED: {
      severity: "INFO",
      meaning: "A spread was published.",
      action: "None.",
      userMessage: "The spread is as stated.",
      aliases: ["SPREAD_OUT"],
    },
  },
});
