import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** What one frame changed in a market's book, on the view of its first token. */
export const bookDeltaSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  marketId: field.marketId,
  marketIndex: field.marketIndex,
  tokenId: z.string().describe("First token of the market; empty while unseen."),
  isFullBook: z.boolean().describe("True when both sides are emptied before the changes apply."),
  changes: z
    .array(
      z.strictObject({
        side: z.enum(["bid", "ask"]),
        price: field.orderPrice,
        size: field.sizeOrNone.describe("New total at the price, micro-shares; 0 removes it."),
      }),
    )
    .describe("Price levels in the order they apply; they become visible together."),
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
  eventSequence: field.eventSequence,
});
export type BookDelta = Immutable<z.infer<typeof bookDeltaSchema>>;
