import type { Parameter } from "../schema/parameters.ts";

/** Inclusive limits of the values that configuration may give; `null` where open. */
export interface ParameterRange {
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** The accepted range: minimum and maximum, and the hard bound on the parameter's dangerous side. */
export function parameterRange(parameter: Parameter): ParameterRange {
  if (parameter.type !== "integer" && parameter.type !== "number")
    return { minimum: null, maximum: null };
  const hard = parameter.hard ?? null;
  const isLower = parameter.direction === "lower";
  return {
    minimum: pick(Math.max, parameter.minimum ?? null, isLower ? hard : null),
    maximum: pick(Math.min, parameter.maximum ?? null, isLower ? null : hard),
  };
}

function pick(
  choose: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null {
  if (a === null) return b;
  return b === null ? a : choose(a, b);
}
