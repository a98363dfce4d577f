import { z, type EpochMs, type MicroShares } from "@polytraders/core";
import type { OrderStatus } from "./order-transitions.ts";

const status = z.enum([
  "planned",
  "sent",
  "delayed",
  "resting",
  "partially_filled",
  "filled",
  "cancelled",
  "expired",
  "rejected",
  "unknown",
]) satisfies z.ZodType<OrderStatus>;

/** Something that was asked, how often, and when it is asked again. */
const question = z.object({ askCount: z.int(), nextAtMs: z.int() });

const orderRecord = z.object({
  orderId: z.string(),
  originId: z.string(),
  tokenId: z.string(),
  side: z.enum(["BUY", "SELL"]),
  /** True when it is sent in several pieces. */
  isSliced: z.boolean(),
  /** State after the newest change. */
  status,
  filledSize: z.int(),
  remainingSize: z.int(),
  startedAtMs: z.int(),
  changedAtMs: z.int(),
  expiresAtMs: z.int().nullable(),
  /** Micro-shares whose settlement failed, and the fills they came from. */
  failedSize: z.int(),
  failedFillIds: z.array(z.string()),
  /** Kept while the order's outcome is not known. */
  outcome: question.nullable(),
  /** Kept from the cancellation until the order is gone. */
  cancellation: question.extend({ cancelCount: z.int(), reasonCode: z.string() }).nullable(),
  closedAtMs: z.int().nullable(),
});

/** What the bot keeps of one order. */
export type OrderRecord = z.infer<typeof orderRecord>;

/** A record as a store gives it back. */
export const orderRecordSchema = orderRecord;

/** What is known of an order when it is first heard of. */
export interface NewOrder {
  readonly orderId: string;
  readonly originId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly size: MicroShares;
  readonly expiresAtMs: EpochMs | null;
}

/** Begins the record of an order that is about to be sent. */
export function openRecord({ size, ...order }: NewOrder, nowMs: EpochMs): OrderRecord {
  return {
    ...order,
    isSliced: false,
    status: "planned",
    filledSize: 0,
    remainingSize: size,
    startedAtMs: nowMs,
    changedAtMs: nowMs,
    failedSize: 0,
    failedFillIds: [],
    outcome: null,
    cancellation: null,
    closedAtMs: null,
  };
}
