import { PolytradersError, type BotDefinition, type BotTypes } from "@polytraders/core";

/**
 * Parameters as the runtime would have them: defaults filled in, hard bounds and schema checked.
 *
 * @throws PolytradersError BOT_PARAMETER_BEYOND_HARD, or a zod error
 */
export function parametersInForce<T extends BotTypes>(
  { contract }: BotDefinition<T>,
  given: Readonly<Record<string, unknown>>,
): T["parameters"] {
  const values: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(contract.manifest.parameters)) {
    const value = given[name] ?? rule.default;
    const { hard } = rule;
    const isBeyond =
      hard !== null &&
      typeof value === "number" &&
      (rule.direction === "lower" ? value < hard : value > hard);
    if (isBeyond) {
      throw new PolytradersError("BOT_PARAMETER_BEYOND_HARD", { found: `${name} ${value}` });
    }
    values[name] = value;
  }
  return contract.parametersSchema.parse({ ...given, ...values });
}
