import { z } from "zod";

/** The top of a market's book on the view of its first token, after one frame. */
export const orderBookSnapshotSchema = z.strictObject({
  schemaVersion: z.literal(1),
  marketId: z.string().min(1),
  marketIndex: z.int().min(0),
  tokenId: z.string(),
  /** Price units of 0.0001; 0 when there are no bids. */
  bestBidPrice: z.int().min(0),
  /** Micro-shares. */
  bestBidSize: z.int().min(0),
  bestAskPrice: z.int().min(0),
  bestAskSize: z.int().min(0),
  /** Price units. */
  tickSize: z.int().gt(0),
  state: z.enum(["empty", "one_sided", "normal", "locked", "crossed"]),
  isProven: z.boolean(),
  exchangeTimeMs: z.int(),
  timeMs: z.int(),
  eventSequence: z.int().min(0),
});
export type OrderBookSnapshot = Readonly<z.infer<typeof orderBookSnapshotSchema>>;
