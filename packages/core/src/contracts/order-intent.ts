import { z } from "zod";

/** A strategy's wish, before risk has seen it. */
export const orderIntentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  intentId: z.string().min(1),
  botId: z.string().min(1),
  marketId: z.string().min(1),
  tokenId: z.string().min(1),
  side: z.enum(["BUY", "SELL"]),
  /** Price units of 0.0001. */
  price: z.int().gt(0).lt(10_000),
  /** Micro-shares. */
  size: z.int().gt(0),
  timeInForce: z.enum(["GTC", "GTD", "FOK", "FAK"]),
  isPostOnly: z.boolean(),
  isReduceOnly: z.boolean(),
  expiresAtMs: z.int().nullable(),
  reasonCode: z.string().min(1),
  correlationId: z.string().min(1),
  emittedAtMs: z.int(),
});
export type OrderIntent = Readonly<z.infer<typeof orderIntentSchema>>;
