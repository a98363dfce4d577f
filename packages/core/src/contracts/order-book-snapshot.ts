import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

const levels = z
  .array(z.strictObject({ price: field.orderPrice, size: field.size }))
  .describe("Price levels, best first; absent where only the top was asked for.")
  .exactOptional();

/** A market's book on the view of its first token, after one frame: the top, and levels on request. */
export const orderBookSnapshotSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  marketId: field.marketId,
  marketIndex: field.marketIndex,
  tokenId: z.string().describe("First token of the market; empty while unseen."),
  bestBidPrice: field.bookPrice,
  bestBidSize: field.sizeOrNone,
  bestAskPrice: field.bookPrice,
  bestAskSize: field.sizeOrNone,
  bids: levels,
  asks: levels,
  tickSize: field.tickSize,
  state: z
    .enum(["empty", "one_sided", "normal", "locked", "crossed"])
    .describe("How the two sides stand to each other."),
  isProven: z.boolean().describe("False after a gap, until the venue sends a full book again."),
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
  eventSequence: field.eventSequence,
});
export type OrderBookSnapshot = Immutable<z.infer<typeof orderBookSnapshotSchema>>;
