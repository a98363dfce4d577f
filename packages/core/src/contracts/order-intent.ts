import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** A strategy's wish, before risk has seen it. */
export const orderIntentSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  intentId: field.intentId,
  botId: field.botId,
  marketId: field.marketId,
  tokenId: z.string().min(1).describe("Outcome token to trade."),
  side: field.orderSide,
  price: field.orderPrice.describe("Limit in units of 0.0001 USD per share, 1 to 9,999."),
  size: field.size,
  timeInForce: field.timeInForce,
  isPostOnly: field.isPostOnly,
  isReduceOnly: field.isReduceOnly,
  expiresAtMs: field.expiresAtMs,
  reasonCode: field.reasonCode,
  correlationId: field.correlationId,
  emittedAtMs: field.timeMs,
  portfolioId: z.string().min(1).describe("Portfolio the order is booked to.").exactOptional(),
  signalRef: z.string().min(1).describe("Correlation id of the signal behind it.").exactOptional(),
  modelEdgeBps: z.number().describe("Edge the model sees, basis points.").exactOptional(),
  slippageBpsMax: z
    .int()
    .min(0)
    .max(1_000)
    .describe("Slippage the strategy accepts, basis points.")
    .exactOptional(),
});
export type OrderIntent = Immutable<z.infer<typeof orderIntentSchema>>;
