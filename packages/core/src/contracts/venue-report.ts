import { z } from "zod";
import * as field from "./contract-fields.ts";
import { SETTLEMENT_STATES } from "./fill-event.ts";
import type { Immutable } from "./immutable.ts";

const venueOrderId = z.string().min(1).describe("The venue's id of the order.");
const venueReason = z
  .string()
  .nullable()
  .describe("The venue's own words; null when it gave none.");
const operationId = z
  .string()
  .min(1)
  .describe("Idempotency key of the operation: the same id is booked once.");
const utcDay = z.int().min(0).describe("Days since 1970-01-01 UTC.");
const income = z.enum(["reward", "rebate"]).describe("What kind of income.");
const marketPair = z.tuple([z.int().min(0), z.int().min(0)]);

const base = { schemaVersion: field.schemaVersion, exchangeTimeMs: field.exchangeTimeMs };

/** Answer to one placement. */
const orderAnswered = z.strictObject({
  ...base,
  kind: z.literal("order_answered"),
  placementId: z.string().min(1).describe("The placement that is answered."),
  venueOrderId,
  answer: z
    .enum(["resting", "matched", "delayed", "unmatched", "rejected", "unknown"])
    .describe("Unknown: no answer came, or one that leaves open whether the order stands."),
  venueReason,
});

/** A change of an order that the venue tells of its own accord, or when it is asked. */
const orderChanged = z.strictObject({
  ...base,
  kind: z.literal("order_changed"),
  venueOrderId,
  state: z
    .enum(["resting", "filled", "cancelled", "expired", "rejected", "missing"])
    .describe("Missing: the venue, asked, does not know the order."),
  matchedSize: field.sizeOrNone.describe("Micro-shares matched so far, failed fills included."),
  venueReason,
});

/** A match of one of our orders, or a step of its settlement. */
const tradeChanged = z.strictObject({
  ...base,
  kind: z.literal("trade_changed"),
  venueTradeId: z.string().min(1).describe("The venue's id of the trade."),
  venueOrderId,
  tokenId: z.string().min(1).describe("Token of our side of the trade."),
  side: field.orderSide,
  role: z.enum(["maker", "taker"]).describe("Whether our order rested or took."),
  price: field.orderPrice,
  size: field.size,
  notionalMicroUsd: field.microUsdOrNone
    .nullable()
    .describe("Paid or received without fees; null where the venue does not tell."),
  feeMicroUsd: field.microUsd.describe("Micro-pUSD we pay; negative for a rebate."),
  settlement: z.enum(SETTLEMENT_STATES).describe("Only CONFIRMED and FAILED are final."),
  transactionHash: z.string().min(1).nullable().describe("On the chain; null before MINED."),
});

const cancelAnswered = z.strictObject({
  ...base,
  kind: z.literal("cancel_answered"),
  cancelId: z.string().min(1).describe("The cancellation that is answered."),
  outcome: z.enum(["answered", "unknown"]).describe("Unknown: no answer came."),
  cancelled: z.array(venueOrderId).describe("Orders that are gone."),
  notCancelled: z
    .array(z.strictObject({ venueOrderId, reason: z.string() }))
    .describe("Orders that were not cancelled, and why."),
});

/** What the venue says we hold on the chain. */
const balanceFound = z.strictObject({
  ...base,
  kind: z.literal("balance_found"),
  tokenId: z.string().min(1).nullable().describe("An outcome token; null for pUSD."),
  amount: z.int().min(0).describe("Micro-pUSD or micro-shares."),
});

const marketResolved = z.strictObject({
  ...base,
  kind: z.literal("market_resolved"),
  marketId: field.marketId,
  payouts: marketPair.describe("Price units per share of either token, summing to 10,000."),
});

const tokensRedeemed = z.strictObject({
  ...base,
  kind: z.literal("tokens_redeemed"),
  operationId,
  marketId: field.marketId,
  sizes: marketPair.describe("Micro-shares of either token."),
});

/** A purchase of pairs for pUSD, or their sale back. */
const pairsConverted = z.strictObject({
  ...base,
  kind: z.literal("pairs_converted"),
  operationId,
  direction: z.enum(["split", "merge"]).describe("Bought with pUSD, or turned back into it."),
  marketId: field.marketId,
  size: field.size,
});

/** Money from (positive) or to outside. */
const cashTransferred = z.strictObject({
  ...base,
  kind: z.literal("cash_transferred"),
  operationId,
  amountMicroUsd: field.microUsd,
});

/** Tokens from (positive) or to outside; also positions that existed before the first start. */
const tokensTransferred = z.strictObject({
  ...base,
  kind: z.literal("tokens_transferred"),
  operationId,
  tokenId: z.string().min(1).describe("The token that came or went."),
  size: z.int().describe("Micro-shares, negative for tokens that leave."),
  costMicroUsd: field.microUsdOrNone.describe("Cost that arriving tokens are given."),
});

/** Income estimated by the venue, not paid yet. */
const incomeAccrued = z.strictObject({
  ...base,
  kind: z.literal("income_accrued"),
  operationId,
  income,
  marketId: field.marketId,
  utcDay,
  amountMicroUsd: field.microUsdOrNone,
});

const incomePaid = z.strictObject({
  ...base,
  kind: z.literal("income_paid"),
  operationId,
  income,
  marketId: field.marketId,
  utcDay,
  amountMicroUsd: field.microUsdOrNone,
});

/** How the venue is doing. */
const venueStatusChanged = z.strictObject({
  ...base,
  kind: z.literal("venue_status_changed"),
  status: z
    .enum(["open", "cancel_only", "post_only", "closed_only", "closed", "unreachable"])
    .describe("What the venue takes now."),
  isGeoblocked: z.boolean().nullable().describe("Null before it was asked."),
  country: z.string().nullable().describe("ISO 3166-1 alpha-2; null before it was asked."),
});

/**
 * Everything a venue can tell about our account, named by `kind`. Reports are inputs of the kernel:
 * journalled as they come, applied in one order, and enough to rebuild orders and ledger. They may
 * come late, twice and in any order.
 */
export const venueReportSchema = z.discriminatedUnion("kind", [
  orderAnswered,
  orderChanged,
  tradeChanged,
  cancelAnswered,
  balanceFound,
  marketResolved,
  tokensRedeemed,
  pairsConverted,
  cashTransferred,
  tokensTransferred,
  incomeAccrued,
  incomePaid,
  venueStatusChanged,
]);
export type VenueReport = Immutable<z.infer<typeof venueReportSchema>>;
/** A report of one kind. */
export type VenueReportOf<K extends VenueReport["kind"]> = Extract<VenueReport, { kind: K }>;
