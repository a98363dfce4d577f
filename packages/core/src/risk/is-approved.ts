import {
  isCancelApproval,
  isOrderApproval,
  type ApprovedCancel,
  type ApprovedOrder,
} from "./approval.ts";

/** The check an execution port makes at its border: true only for what the risk module has made. */
export function isApprovedOrder(value: unknown): value is ApprovedOrder {
  return isOrderApproval(value);
}

/** True only for a cancellation that the risk module has made. */
export function isApprovedCancel(value: unknown): value is ApprovedCancel {
  return isCancelApproval(value);
}
