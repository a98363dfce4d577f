import { publish, type EpochMs, type SignalDecision } from "@polytraders/core";
import type { OrderLifecyclePayload, ReasonCode, Types } from "./contract.gen.ts";
import type { OrderRecord } from "./order-record.ts";
import type { OrderStatus } from "./order-transitions.ts";

/** The code of an ordinary change, by the state it leads to. */
export const CODE_OF_STATUS: Readonly<Record<OrderStatus, ReasonCode>> = {
  planned: "EXEC_ORDER_WATCHED",
  sent: "EXEC_ORDER_SENT",
  delayed: "EXEC_ORDER_DELAYED",
  resting: "EXEC_RESTING",
  partially_filled: "EXEC_PARTIAL_FILL_HANDLED",
  filled: "EXEC_FILL",
  cancelled: "EXEC_CANCELLED",
  expired: "EXEC_ORDER_EXPIRED",
  rejected: "EXEC_REJECTED",
  unknown: "EXEC_ORDER_UNKNOWN",
};

/** One thing to say about an order: plain JSON, so that it survives a restart unsaid. */
export interface LifecycleReport {
  readonly reasonCode: ReasonCode;
  readonly payload: OrderLifecyclePayload;
}

/** What is said about an order now. */
export function reportOn(
  record: OrderRecord,
  reasonCode: ReasonCode,
  { from, nowMs }: { readonly from: OrderStatus; readonly nowMs: EpochMs },
): LifecycleReport {
  const { orderId, originId, tokenId, side, status, outcome, cancellation } = record;
  return {
    reasonCode,
    payload: {
      orderId,
      originId,
      tokenId,
      side,
      from,
      to: status,
      filledMicroShares: record.filledSize,
      remainingMicroShares: record.remainingSize,
      ageMs: Math.max(0, nowMs - record.startedAtMs),
      askCount: (outcome?.askCount ?? 0) + (cancellation?.askCount ?? 0),
    },
  };
}

/** The report as a signal; its value is the number of orders that are open in the market. */
export function signalOf(
  { reasonCode, payload }: LifecycleReport,
  openOrderCount: number,
): SignalDecision<Types> {
  return publish("order_lifecycle", reasonCode, openOrderCount, 1, payload);
}
