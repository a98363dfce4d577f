import type { BotManifest, ParameterRule } from "../bot/manifest.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";

/** Values from one place of the configuration, strongest layer first in a list. */
export interface ParameterLayer {
  /** Where the values come from, for messages. */
  readonly field: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Parameters in force, and what is past its warning bound. */
export interface ResolvedParameters {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/**
 * Takes each parameter from the strongest layer that gives it, else from its default, and checks
 * type, range and hard bound.
 *
 * @throws PolytradersError BOT_PARAMETER_UNKNOWN, BOT_PARAMETER_INVALID, BOT_PARAMETER_BEYOND_HARD
 */
export function resolveParameters(
  manifest: BotManifest,
  layers: readonly ParameterLayer[],
): ResolvedParameters {
  const rules = Object.entries(manifest.parameters);
  const given = layers.map((layer) => byCanonicalName(manifest, layer));
  const parameters: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, rule] of rules) {
    const index = given.findIndex((values) => values.has(name));
    const value = index < 0 ? rule.default : given[index]?.get(name);
    const field = index < 0 ? name : `${layers[index]?.field}.${name}`;
    checkParameter(rule, value, field);
    parameters[name] = value;
    const warning = warningOf(name, rule, value);
    if (warning !== undefined) warnings.push(warning);
  }
  return { parameters: Object.freeze(parameters), warnings: Object.freeze(warnings) };
}

function byCanonicalName(manifest: BotManifest, layer: ParameterLayer): Map<string, unknown> {
  const rules = Object.entries(manifest.parameters);
  const values = new Map<string, unknown>();
  for (const [given, value] of Object.entries(layer.values)) {
    const rule = rules.find(([name, { aliases }]) => name === given || aliases.includes(given));
    if (rule === undefined) {
      throw new PolytradersError("BOT_PARAMETER_UNKNOWN", {
        expected: `one of ${rules.map(([name]) => name).join(", ")}`,
        found: given,
        place: { field: `${layer.field}.${given}` },
      });
    }
    if (values.has(rule[0])) {
      throw new PolytradersError("BOT_PARAMETER_INVALID", {
        expected: `${rule[0]} once`,
        found: `${given} beside another spelling of it`,
        place: { field: `${layer.field}.${given}` },
      });
    }
    values.set(rule[0], value);
  }
  return values;
}

function checkParameter(rule: ParameterRule, value: unknown, field: string): void {
  const invalid = (expected: string): never => {
    throw new PolytradersError("BOT_PARAMETER_INVALID", {
      expected,
      found: JSON.stringify(value) ?? String(value),
      place: { field },
    });
  };
  if (rule.type === "boolean" || rule.type === "string") {
    if (typeof value !== rule.type) invalid(`a ${rule.type}`);
    if (rule.choices !== null && !rule.choices.includes(String(value))) {
      invalid(`one of ${rule.choices.join(", ")}`);
    }
    return;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return invalid(`a finite ${rule.type}`);
  if (rule.type === "integer" && !Number.isSafeInteger(value)) return invalid("an integer");
  if (rule.minimum !== null && value < rule.minimum) return invalid(`at least ${rule.minimum}`);
  if (rule.maximum !== null && value > rule.maximum) return invalid(`at most ${rule.maximum}`);
  if (rule.hard !== null && isBeyond(rule, value, rule.hard)) {
    throw new PolytradersError("BOT_PARAMETER_BEYOND_HARD", {
      expected: `a value not ${rule.direction === "upper" ? "above" : "below"} ${rule.hard} ${rule.unit}`,
      found: String(value),
      place: { field },
    });
  }
}

function warningOf(name: string, rule: ParameterRule, value: unknown): string | undefined {
  if (rule.warning === null || typeof value !== "number") return undefined;
  if (!isBeyond(rule, value, rule.warning)) return undefined;
  const side = rule.direction === "upper" ? "above" : "below";
  return `${name} ${value} is ${side} its warning bound ${rule.warning}`;
}

function isBeyond(rule: ParameterRule, value: number, bound: number): boolean {
  return rule.direction === "upper" ? value > bound : value < bound;
}
