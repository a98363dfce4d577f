import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** Limits under which a guard lets an intent pass; what is absent is not limited. */
export const voteConstraintsSchema = z.strictObject({
  notionalMicroUsdMax: field.microUsdOrNone.exactOptional(),
  priceMax: field.orderPrice.exactOptional(),
  priceMin: field.orderPrice.exactOptional(),
  passiveOnly: z.boolean().describe("Only as a resting order.").exactOptional(),
  closeOnly: z.boolean().describe("Only to make the position smaller.").exactOptional(),
});

/** A guard's answer to one order intent. */
export const riskVoteSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  intentId: field.intentId,
  botId: field.botId,
  botVersion: field.botVersion,
  configVersion: field.configVersion,
  marketId: field.marketId,
  mode: field.mode.describe("Mode of the guard; only enforced and quarantine votes count."),
  decision: field.vote,
  reasonCode: field.reasonCode,
  severity: field.severity,
  constraints: voteConstraintsSchema
    .nullable()
    .describe("Limits of a RESHAPE_REQUIRED vote; null for the others."),
  quarantine: field.quarantineScope,
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  timeMs: field.timeMs,
});
export type RiskVote = Immutable<z.infer<typeof riskVoteSchema>>;
