import type { ApprovedCancel, ApprovedOrder } from "../risk/approval.ts";

/**
 * The only way to the venue. It takes approvals, which only the risk module can make: an order that
 * nobody voted on does not type-check, and `isApprovedOrder` tells plain JavaScript the same.
 *
 * Both calls take note and return at once; what becomes of an order comes back as later events. The
 * ledger must hold its reservation when `submit` returns, since the next intent of the same event is
 * judged by it.
 */
export interface ExecutionPort {
  submit(order: ApprovedOrder): void;
  cancel(cancel: ApprovedCancel): void;
}
