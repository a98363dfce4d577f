import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";

/**
 * Known to this file alone. Whoever holds an approval can reach its constructor at run time, but not
 * make a second one.
 */
const SEAL = Symbol("approval");

/** An order that risk has let through. It can be read by everybody and made only here. */
class OrderApproval {
  readonly #record: ApprovedOrderRecord;

  constructor(seal: typeof SEAL, record: ApprovedOrderRecord) {
    if (seal !== SEAL) throw new TypeError("only the risk module approves orders");
    this.#record = record;
  }

  /** What was approved; frozen. */
  get record(): ApprovedOrderRecord {
    return this.#record;
  }

  static isOne(value: object): boolean {
    return #record in value;
  }
}

/** A cancellation that risk has let through; made only here. */
class CancelApproval {
  readonly #record: ApprovedCancelRecord;

  constructor(seal: typeof SEAL, record: ApprovedCancelRecord) {
    if (seal !== SEAL) throw new TypeError("only the risk module approves cancellations");
    this.#record = record;
  }

  /** What was approved; frozen. */
  get record(): ApprovedCancelRecord {
    return this.#record;
  }

  static isOne(value: object): boolean {
    return #record in value;
  }
}

/**
 * An order that risk has let through. There is no public way to make one: not from a literal, not
 * from a record read back, not by extending or copying another.
 */
export type ApprovedOrder = OrderApproval;
/** A cancellation that risk has let through; as unforgeable as {@link ApprovedOrder}. */
export type ApprovedCancel = CancelApproval;

/** Seals an order. Only the risk module imports this; an import rule holds it to that. */
export function approveOrder(record: ApprovedOrderRecord): ApprovedOrder {
  return new OrderApproval(SEAL, Object.freeze(record));
}

/** Seals a cancellation. Only the risk module imports this. */
export function approveCancel(record: ApprovedCancelRecord): ApprovedCancel {
  return new CancelApproval(SEAL, Object.freeze(record));
}

/** True only for what {@link approveOrder} made. */
export function isOrderApproval(value: unknown): value is ApprovedOrder {
  return typeof value === "object" && value !== null && OrderApproval.isOne(value);
}

/** True only for what {@link approveCancel} made. */
export function isCancelApproval(value: unknown): value is ApprovedCancel {
  return typeof value === "object" && value !== null && CancelApproval.isOne(value);
}
