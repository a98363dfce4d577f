import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

/** Our position in one token after a change. */
export const positionUpdateSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  marketId: field.marketId,
  tokenId: field.tokenId,
  cause: z
    .enum([
      "fill",
      "settlement_failed",
      "split",
      "merge",
      "conversion",
      "redemption",
      "resolution",
      "transfer",
      "reconciliation",
    ])
    .describe("What changed the position."),
  settledSize: field.sizeOrNone.describe("Micro-shares held on the chain."),
  pendingSize: z
    .int()
    .describe("Micro-shares of fills that have not settled; negative while sales are pending."),
  costMicroUsd: field.microUsd.describe("Cost of what is held, fees included, micro-pUSD."),
  realizedPnlMicroUsd: field.microUsd,
  feesMicroUsd: field.microUsd.describe("Fees paid so far less rebates, micro-pUSD."),
  correlationId: field.correlationId,
  eventSequence: field.eventSequence,
  timeMs: field.timeMs,
});
export type PositionUpdate = Immutable<z.infer<typeof positionUpdateSchema>>;
