import { z } from "zod";
import { riskScope } from "../contracts/contract-fields.ts";
import type { Immutable } from "../contracts/immutable.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";

const text = z.string().min(1);

const quarantineSchema = z.strictObject({
  scope: riskScope,
  /** Guard that asked for it. */
  by: text,
  reasonCode: text,
  sinceMs: z.int(),
});
/** Something closed until an operator opens it again. */
export type Quarantine = Immutable<z.infer<typeof quarantineSchema>>;

const riskStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  savedAtMs: z.int(),
  halts: z.array(
    z.strictObject({
      scope: riskScope,
      cause: z.enum(["manual", "automatic"]),
      by: text,
      reasonCode: text,
      reason: z.string(),
      sinceMs: z.int(),
    }),
  ),
  quarantines: z.array(quarantineSchema),
  /** Commands that have acted already, oldest first. */
  commandIds: z.array(text),
});

/** What of risk must survive a restart: plain JSON, kept by the shell. */
export type RiskState = Immutable<z.infer<typeof riskStateSchema>>;

/**
 * Reads a saved state. A damaged one stops the start: without it nobody knows what was halted.
 *
 * @throws PolytradersError RISK_STATE_INVALID
 */
export function readRiskState(value: unknown): RiskState {
  const result = riskStateSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PolytradersError("RISK_STATE_INVALID", {
    found: issue?.message ?? "something else",
    place: { field: issue?.path.map(String).join(".") ?? "" },
  });
}
