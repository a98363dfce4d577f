import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** One match on the public tape, on the view of the market's first token. */
export const tradeTickSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  marketId: field.marketId,
  marketIndex: field.marketIndex,
  takerSide: field.takerSide,
  price: field.orderPrice,
  size: field.size,
  isInferred: z
    .boolean()
    .describe("True when concluded from books: the venue's own trade message was not recorded."),
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
});
export type TradeTick = Immutable<z.infer<typeof tradeTickSchema>>;
