import { SEVERITIES, type ReasonCodeRule } from "@polytraders/core";
import { z } from "zod";
import { prose, reasonCode } from "../schema/primitives.ts";

/** One code of the registry. */
const registeredCodeSchema = z.strictObject({
  severity: z.enum(SEVERITIES),
  meaning: prose,
  action: prose,
  userMessage: prose,
  /** Other spellings that resolve to this code. */
  aliases: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, { error: "upper snake case" })).optional(),
  /** Kept so that old records can be read; new specs may not use it. */
  isDeprecated: z.boolean().optional(),
});

/** `specs/reason-codes.yaml`: every reason code, once. */
export const reasonCodeRegistrySchema = z.strictObject({
  schemaVersion: z.literal(1),
  codes: z.record(reasonCode, registeredCodeSchema),
});
export type ReasonCodeRegistry = z.infer<typeof reasonCodeRegistrySchema>;

/** The four texts of a code, without aliases. */
export function reasonCodeRule(code: ReasonCodeRule): ReasonCodeRule {
  const { severity, meaning, action, userMessage } = code;
  return { severity, meaning, action, userMessage };
}

/** The registered code for a spelling, itself or by alias; `undefined` when nobody knows it. */
export function canonicalReasonCode(
  registry: ReasonCodeRegistry,
  spelling: string,
): string | undefined {
  if (Object.hasOwn(registry.codes, spelling)) return spelling;
  for (const [code, row] of Object.entries(registry.codes)) {
    if (row.aliases?.includes(spelling)) return code;
  }
  return undefined;
}
