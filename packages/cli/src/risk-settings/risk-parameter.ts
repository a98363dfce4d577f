import type { ParameterKind } from "./parameter-kind.ts";

/** One thing that a user may set, under the same name in the environment and in files. */
export interface RiskParameter<V> {
  /** `PM_…`, the name that the guide of risk parameters gave it, or one in its manner. */
  readonly name: `PM_${string}`;
  readonly kind: ParameterKind<V>;
  /** The default as it is written. */
  readonly standard: string;
  readonly meaning: string;
  /** Where the parameter and its default come from. */
  readonly source: string;
}

/** Declares a parameter; its value has the type of its kind. */
export function parameter<V>(
  name: RiskParameter<V>["name"],
  kind: ParameterKind<V>,
  standard: string,
  about: { readonly meaning: string; readonly source: string },
): RiskParameter<V> {
  return { name, kind, standard, ...about };
}
