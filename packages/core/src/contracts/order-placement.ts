import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/**
 * One order as it goes to the venue: a whole approved order, or a slice of one. It is on disk before
 * it is sent, and its id at the venue is known by then.
 */
export const orderPlacementSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  placementId: z
    .string()
    .min(1)
    .describe("Our id of the placement: the order's, with a number behind it for a slice."),
  venueOrderId: z.string().min(1).describe("Id at the venue; follows from the placement."),
  orderId: field.orderId,
  intentId: field.intentId,
  botId: z.string().min(1).describe("Bot id, or the operator command's id."),
  marketId: field.marketId,
  tokenId: field.tokenId,
  side: field.orderSide,
  price: field.orderPrice,
  size: field.size,
  timeInForce: field.timeInForce,
  isPostOnly: field.isPostOnly,
  expiresAtMs: field.expiresAtMs,
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  placedAtMs: field.timeMs,
});
export type OrderPlacement = Immutable<z.infer<typeof orderPlacementSchema>>;

/** A cancellation as it goes to the venue: of these orders, and no other. */
export const cancelRequestSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  cancelId: z.string().min(1).describe("Our id of the cancellation, known before it is sent."),
  venueOrderIds: z.array(z.string().min(1)).describe("Orders at the venue."),
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  requestedAtMs: field.timeMs,
});
export type CancelRequest = Immutable<z.infer<typeof cancelRequestSchema>>;
