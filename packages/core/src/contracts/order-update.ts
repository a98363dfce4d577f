import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** A change in the life of one of our orders. */
export const orderUpdateSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  orderId: field.orderId,
  venueOrderId: z.string().min(1).nullable().describe("The venue's id; null before it answered."),
  intentId: z.string().describe("The order intent; empty for an order that is not ours."),
  originId: z
    .string()
    .describe("Bot id or operator command behind the order; empty for one that is not ours."),
  marketId: field.marketId,
  tokenId: field.tokenId,
  side: field.orderSide,
  status: z
    .enum([
      "sent",
      "delayed",
      "resting",
      "partially_filled",
      "filled",
      "cancelled",
      "expired",
      "rejected",
      "unknown",
    ])
    .describe("State after the change; unknown means that it must be reconciled before acting."),
  price: field.orderPrice,
  originalSize: field.size,
  filledSize: field.sizeOrNone,
  remainingSize: field.sizeOrNone,
  venueReason: z.string().nullable().describe("The venue's own words; null when it gave none."),
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
});
export type OrderUpdate = Immutable<z.infer<typeof orderUpdateSchema>>;
