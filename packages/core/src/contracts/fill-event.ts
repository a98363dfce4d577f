import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** Where a fill stands on its way to the chain. Only CONFIRMED and FAILED are final. */
export const SETTLEMENT_STATES = ["MATCHED", "MINED", "CONFIRMED", "RETRYING", "FAILED"] as const;
export type SettlementState = (typeof SETTLEMENT_STATES)[number];

/**
 * A match of one of our orders, or a step of its settlement: the same `fillId` appears once for
 * each state it passes. A fill is provisional until CONFIRMED; FAILED takes it back.
 */
export const fillEventSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  fillId: z.string().min(1).describe("Our id of the fill, the same in every settlement state."),
  venueTradeId: z.string().min(1).describe("The venue's id of the trade."),
  orderId: field.orderId,
  intentId: z.string().describe("The order intent; empty for an order that is not ours."),
  originId: z
    .string()
    .describe("Bot id or operator command behind the order; empty for one that is not ours."),
  marketId: field.marketId,
  tokenId: field.tokenId,
  side: field.orderSide,
  role: z.enum(["maker", "taker"]).describe("Whether our order rested or took."),
  price: field.orderPrice,
  size: field.size,
  feeMicroUsd: field.microUsd.describe("Micro-pUSD we pay; negative for a rebate."),
  settlement: z.enum(SETTLEMENT_STATES).describe("Only CONFIRMED and FAILED are final."),
  transactionHash: z.string().min(1).nullable().describe("On the chain; null before MINED."),
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
});
export type FillEvent = Immutable<z.infer<typeof fillEventSchema>>;
