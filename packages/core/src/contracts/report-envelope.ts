import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** What a bot, or the runtime itself, said about one event: the unit of the audit trail. */
export const reportEnvelopeSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  sequence: z.int().min(1).describe("Number of the envelope in its run, from 1 without gaps."),
  eventSequence: field.eventSequence,
  correlationId: field.correlationId,
  botId: field.botId,
  botVersion: field.botVersion,
  configVersion: field.configVersion,
  mode: field.mode,
  marketId: z.string().describe("The market; empty when the envelope is about none."),
  kind: z
    .enum([
      "signal",
      "risk_vote",
      "order_intent",
      "risk_decision",
      "execution_plan",
      "order_update",
      "fill",
      "runtime",
    ])
    .describe("What was said."),
  reasonCode: field.reasonCode,
  severity: field.severity,
  timeMs: field.timeMs,
  exchangeTimeMs: field.exchangeTimeMs,
  signal: field.signalKind.nullable().describe("Kind of signal; null unless kind is signal."),
  value: z.number().nullable().describe("The signal's value in its declared unit; null if none."),
  confidence: field.confidence,
  decision: field.vote.nullable().describe("The vote; null unless kind is risk_vote."),
  payload: field.payload,
  observed: z
    .strictObject({
      bestBidPrice: field.bookPrice,
      bestBidSize: field.sizeOrNone,
      bestAskPrice: field.bookPrice,
      bestAskSize: field.sizeOrNone,
    })
    .nullable()
    .describe("Top of the first token's book that the decision was taken on; null without one."),
  warnings: z.array(z.string()).describe("Parameters beyond their warning bound."),
});
export type ReportEnvelope = Immutable<z.infer<typeof reportEnvelopeSchema>>;

/**
 * The id of an envelope, derived and therefore never stored: `<correlation id>/<bot id>`. A bot that
 * says several things about one event has them told apart by `sequence`.
 */
export function envelopeIdOf(envelope: Pick<ReportEnvelope, "correlationId" | "botId">): string {
  return `${envelope.correlationId}/${envelope.botId}`;
}
