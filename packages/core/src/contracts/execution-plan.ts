import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

const stepId = z.string().min(1).describe("Unique within the plan.");
const notBeforeMs = field.timeMs.describe("Earliest kernel time to act, epoch milliseconds.");

/** One step of a plan, named by `action`. */
export const executionStepSchema = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("place"),
    stepId,
    notBeforeMs,
    price: field.orderPrice,
    size: field.size,
    timeInForce: field.timeInForce,
    isPostOnly: field.isPostOnly,
    expiresAtMs: field.expiresAtMs,
  }),
  z.strictObject({ action: z.literal("cancel"), stepId, notBeforeMs, orderId: field.orderId }),
]);
export type ExecutionStep = Immutable<z.infer<typeof executionStepSchema>>;

/** How an approved order reaches the venue: in which pieces, when, and at what estimated cost. */
export const executionPlanSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  planId: z.string().min(1).describe("Id of the plan."),
  orderId: field.orderId,
  intentId: field.intentId,
  botId: field.botId,
  marketId: field.marketId,
  tokenId: z.string().min(1).describe("Outcome token to trade."),
  side: field.orderSide,
  steps: z.array(executionStepSchema).describe("In order; placed sizes never exceed the order's."),
  estimatedFeesMicroUsd: field.microUsd,
  estimatedSlippageBps: z.number().describe("Basis points of the notional."),
  expiresAtMs: field.expiresAtMs,
  reasonCode: field.reasonCode,
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  timeMs: field.timeMs,
});
export type ExecutionPlan = Immutable<z.infer<typeof executionPlanSchema>>;
