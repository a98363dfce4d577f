import { PolytradersError, z } from "@polytraders/core";

/** A share of all cases. */
export const rate = z.number().min(0).max(1);
/** A duration in milliseconds. */
export const durationMs = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/**
 * A model that is as documented.
 *
 * @param name - how the caller knows it, such as `settlement`
 * @throws PolytradersError `VENUE_COMMAND_INVALID` naming the first field that is not
 */
export function checkedModel<Model>(name: string, schema: z.ZodType<Model>, model: Model): Model {
  const result = schema.safeParse(model);
  if (result.success) return model;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String) ?? [];
  throw new PolytradersError("VENUE_COMMAND_INVALID", {
    expected: "a model as documented",
    found: issue?.message ?? "something else",
    hint: "Rates are shares between 0 and 1, durations whole milliseconds, costs whole micro-pUSD.",
    place: { field: [name, ...path].join(".") },
  });
}
