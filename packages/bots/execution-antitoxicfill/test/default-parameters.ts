import { contract, type Parameters } from "../src/index.ts";

/** The parameters in force where nobody has set any. */
export function defaults(changes: Partial<Parameters> = {}): Parameters {
  const rules = Object.entries(contract.manifest.parameters);
  const values = Object.fromEntries(rules.map(([name, rule]) => [name, rule.default]));
  return contract.parametersSchema.parse({ ...values, ...changes });
}
