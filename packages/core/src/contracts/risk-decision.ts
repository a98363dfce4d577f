import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

const terms = z.strictObject({
  tokenId: z.string().min(1).describe("Outcome token to trade."),
  side: field.orderSide,
  price: field.orderPrice,
  size: field.size,
  timeInForce: field.timeInForce,
  isPostOnly: field.isPostOnly,
  isReduceOnly: field.isReduceOnly,
  expiresAtMs: field.expiresAtMs,
});
/** What of an intent risk may change, and what it may not. */
export type OrderTerms = Immutable<z.infer<typeof terms>>;

/** What became of one order intent: the answer to "why was this order sent, or not?". */
export const riskDecisionSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  intentId: field.intentId,
  botId: field.botId.describe("Strategy that wanted the order."),
  marketId: field.marketId,
  outcome: z
    .enum(["approved", "refused", "recorded"])
    .describe("Recorded: the votes let it pass, but the strategy's mode sends nothing."),
  reasonCode: field.reasonCode.describe("Why: the code of the vote or check that decided."),
  severity: field.severity,
  decidedBy: z.string().min(1).describe("Guard that refused, or runtime."),
  found: z
    .string()
    .nullable()
    .describe("What was found instead of what is required; null if none."),
  orderId: z.string().min(1).nullable().describe("Our id of the order; null unless approved."),
  requested: terms.nullable().describe("As the strategy asked; null when it cannot be read."),
  granted: terms.nullable().describe("As risk let it pass; null when refused."),
  votes: z.array(field.voteSummary).describe("Every answer, in the order of asking."),
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  timeMs: field.timeMs,
});
export type RiskDecision = Immutable<z.infer<typeof riskDecisionSchema>>;
