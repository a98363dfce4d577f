import type { MicroShares, OrderUpdate } from "@polytraders/core";

/** States of an order: `planned` before the venue is told anything. */
export type OrderStatus = OrderUpdate["status"] | "planned";

/** What is known of an order, over all of its slices. */
export interface OrderState {
  readonly status: OrderStatus;
  readonly filledSize: MicroShares;
}

/**
 * What a change is: `late_fill` for a fill that overtook a cancellation or an expiry, `taken_back`
 * for a fill whose settlement failed.
 */
export type Transition = "unchanged" | "legal" | "late_fill" | "taken_back" | "impossible";

const ANSWERS: readonly OrderStatus[] = [
  "resting",
  "partially_filled",
  "filled",
  "cancelled",
  "expired",
  "unknown",
];
const ON_THE_BOOK = new Set(ANSWERS);

/** States that may follow. `unknown` is never followed by `sent`: that would be a blind retry. */
const NEXT: Readonly<Record<OrderStatus, ReadonlySet<OrderStatus>>> = {
  planned: new Set([...ANSWERS, "sent", "delayed", "rejected"]),
  sent: new Set([...ANSWERS, "delayed", "rejected"]),
  delayed: new Set([...ANSWERS, "rejected"]),
  unknown: new Set([...ANSWERS, "delayed", "rejected"]),
  resting: ON_THE_BOOK,
  partially_filled: ON_THE_BOOK,
  filled: new Set(),
  cancelled: new Set(),
  expired: new Set(),
  rejected: new Set(),
};

/** True while the venue may still fill it. */
export function isOpenStatus(status: OrderStatus): boolean {
  return NEXT[status].size > 0;
}

/** What of an order's past decides about its way. */
export interface OrderPast {
  /** Micro-shares of its fills that failed to settle. */
  readonly failedSize: MicroShares;
  /** Sent in several pieces: after one that is gone the next is merely sent. */
  readonly isSliced: boolean;
}

/** Holds a change against the state machine of an order. */
export function judgeTransition(
  from: OrderState,
  to: OrderState,
  { failedSize, isSliced }: OrderPast,
): Transition {
  const grown = to.filledSize - from.filledSize;
  if (grown < 0) return -grown <= failedSize ? "taken_back" : "impossible";
  const isGone = from.status === "cancelled" || from.status === "expired";
  if (isGone && grown > 0) return "late_fill";
  if (grown === 0 && from.status === to.status) return "unchanged";
  // A fill that was noted when it came: the state after it brings nothing new.
  if (isGone && (to.status === "partially_filled" || to.status === "filled")) return "unchanged";
  const isNextPiece = isSliced && to.status === "sent" && isOpenStatus(from.status);
  return isNextPiece || NEXT[from.status].has(to.status) ? "legal" : "impossible";
}
