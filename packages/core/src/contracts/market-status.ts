import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** The venue's word on whether a market trades. */
export const marketStatusSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  marketId: field.marketId,
  marketIndex: field.marketIndex,
  status: field.marketTrading,
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
});
export type MarketStatus = Immutable<z.infer<typeof marketStatusSchema>>;
