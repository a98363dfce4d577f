import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/**
 * The wire form of an order that risk has let through. Reading one back from a file or a message
 * gives a record of an approval, never the approval itself: only the risk module makes those.
 */
export const approvedOrderSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  orderId: field.orderId,
  intentId: field.intentId,
  origin: z.enum(["bot", "operator"]).describe("Who wanted the order."),
  originId: z.string().min(1).describe("Bot id, or the operator command's id."),
  marketId: field.marketId,
  tokenId: z.string().min(1).describe("Outcome token to trade."),
  side: field.orderSide,
  price: field.orderPrice.describe("Limit in units of 0.0001 USD per share, after reshaping."),
  size: field.size.describe("Micro-shares, after reshaping; never above the intent's."),
  timeInForce: field.timeInForce,
  isPostOnly: field.isPostOnly,
  isReduceOnly: field.isReduceOnly,
  expiresAtMs: field.expiresAtMs,
  slippageBpsMax: z
    .int()
    .min(0)
    .max(1_000)
    .describe("Slippage the strategy accepts, basis points; absent when it set none.")
    .exactOptional(),
  votes: z
    .array(field.voteSummary)
    .describe("What each guard answered, in the order they were asked."),
  configVersion: field.configVersion,
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  approvedAtMs: field.timeMs,
});
export type ApprovedOrderRecord = Immutable<z.infer<typeof approvedOrderSchema>>;
