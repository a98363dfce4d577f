import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** The wire form of a cancellation that risk has let through; the approval itself cannot be read back. */
export const approvedCancelSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  cancelId: z.string().min(1).describe("Our id of the cancellation, known before it is sent."),
  origin: z.enum(["bot", "operator", "risk"]).describe("Who wanted it; risk after a halt."),
  originId: z.string().min(1).describe("Bot id, or the operator command's id."),
  orderId: z.string().min(1).nullable().describe("One order; null for every order in the scope."),
  scope: field.riskScope.describe("Whose orders, where."),
  reasonCode: field.reasonCode,
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  approvedAtMs: field.timeMs,
});
export type ApprovedCancelRecord = Immutable<z.infer<typeof approvedCancelSchema>>;
