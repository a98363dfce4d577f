import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** One observation of a bot about one market, of any kind. */
export const signalEnvelopeSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  kind: field.signalKind,
  botId: field.botId,
  botVersion: field.botVersion,
  configVersion: field.configVersion,
  marketId: field.marketId,
  marketIndex: field.marketIndex,
  value: z.number().nullable().describe("In `unit`; null when suppressed."),
  unit: z.string().min(1).describe("Unit of the value, such as usd_per_second."),
  confidence: field.confidence,
  reasonCode: field.reasonCode,
  payload: field.payload,
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
});

/** A signal of kind `K` whose bot adds `P`. */
export type SignalEnvelope<K extends string = string, P = Record<string, unknown>> = Immutable<
  Omit<z.infer<typeof signalEnvelopeSchema>, "kind" | "payload">
> & { readonly kind: K; readonly payload: Immutable<P> };

/** The schema of one kind of signal, its payload checked too. */
export function signalEnvelopeSchemaOf<K extends string, P extends z.ZodType>(kind: K, payload: P) {
  return signalEnvelopeSchema.extend({ kind: z.literal(kind), payload });
}
