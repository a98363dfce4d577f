import { z } from "zod";

/** The venue's word on whether a market trades. */
export const marketStatusSchema = z.strictObject({
  schemaVersion: z.literal(1),
  marketId: z.string().min(1),
  marketIndex: z.int().min(0),
  status: z.enum(["open", "halted", "closed", "resolved_first", "resolved_second", "resolved_void"]),
  exchangeTimeMs: z.int(),
  timeMs: z.int(),
});
export type MarketStatus = Readonly<z.infer<typeof marketStatusSchema>>;
