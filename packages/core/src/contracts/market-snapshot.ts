import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

const pairOf = <T extends z.ZodType>(item: T) => z.tuple([item, item]);
const midPrice = z.int().min(0).max(10_000).nullable();

/** The normalised state of one market: what it is, whether it trades, what it costs. */
export const marketSnapshotSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  marketId: field.marketId,
  marketIndex: field.marketIndex,
  slug: z.string().describe("Name a person recognises."),
  tokenIds: pairOf(z.string()).describe("First and second token; the second is empty if unseen."),
  outcomes: pairOf(z.string()).describe("Outcome names in token order; empty if not recorded."),
  status: field.marketTrading,
  isNegRisk: z.boolean().describe("True when the market belongs to a neg-risk set."),
  tickSize: field.tickSize,
  minimumOrderSize: field.sizeOrNone,
  firstPrice: midPrice.describe(
    "First token's midpoint in price units of 0.0001, rounded half up; null unless both sides are there.",
  ),
  secondPrice: midPrice.describe("Second token's: 10,000 minus the first's."),
  depthMicroUsd: field.microUsdOrNone.describe("Notional of both sides of the book, micro-pUSD."),
  source: z
    .strictObject({
      kind: z.enum(["recording", "synthetic", "live"]),
      label: z.string().describe("Short name shown to people."),
      fingerprint: z.string().describe("Hash of a recording, or seed of a synthetic feed."),
    })
    .describe("Where the data comes from."),
  freshnessMs: z.int().min(0).describe("Kernel time minus the exchange's time, milliseconds."),
  exchangeTimeMs: field.exchangeTimeMs,
  timeMs: field.timeMs,
  eventSequence: field.eventSequence,
});
export type MarketSnapshot = Immutable<z.infer<typeof marketSnapshotSchema>>;
