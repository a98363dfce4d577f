import type { Severity } from "../bot/vocabulary.ts";
import type { FillEvent } from "../contracts/fill-event.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";

/** Reason codes that the trading desk gives in its own name; each stands in the registry. */
export const EXECUTION_REASONS = {
  EXEC_PLAN_MADE: "INFO",
  EXEC_PLAN_HELD: "INFO",
  EXEC_ORDER_SENT: "INFO",
  EXEC_ORDER_DELAYED: "INFO",
  EXEC_ORDER_RESTING: "INFO",
  EXEC_ORDER_PARTLY_FILLED: "INFO",
  EXEC_ORDER_FILLED: "INFO",
  EXEC_ORDER_CANCELLED: "INFO",
  EXEC_ORDER_EXPIRED: "INFO",
  EXEC_ORDER_REJECTED: "WARN",
  EXEC_ORDER_UNKNOWN: "WARN",
  EXEC_ORDER_ABANDONED: "WARN",
  EXEC_ORDER_DUPLICATE: "HARD_REJECT",
  EXEC_ORDER_NOT_RESERVED: "HARD_REJECT",
  EXEC_PLANNER_FAILED: "HARD_REJECT",
  EXEC_PLAN_INVALID: "HARD_REJECT",
  EXEC_TRADING_STOPPED: "HARD_REJECT",
  EXEC_REPLACED_ORDER_FILLED: "WARN",
  EXEC_ORDER_REVIVED: "WARN",
  EXEC_ORDER_LOST: "WARN",
  EXEC_ORDER_FOREIGN: "WARN",
  EXEC_CANCEL_SENT: "INFO",
  EXEC_RECONCILE_ASKED: "INFO",
  EXEC_REDEMPTION_ASKED: "INFO",
  EXEC_FILL_MATCHED: "INFO",
  EXEC_FILL_MINED: "INFO",
  EXEC_FILL_CONFIRMED: "INFO",
  EXEC_FILL_RETRYING: "WARN",
  EXEC_FILL_FAILED: "WARN",
  EXEC_FILL_ORDER_UNKNOWN: "WARN",
  EXEC_BALANCE_MOVED: "WARN",
  EXEC_VENUE_STATUS: "INFO",
  EXEC_DRAWDOWN_HALTED: "HARD_REJECT",
  EXEC_DRAWDOWN_RESET: "WARN",
  EXEC_PEAK_RESET: "WARN",
  EXEC_JOURNAL_FAILED: "HARD_REJECT",
  EXEC_GATEWAY_FAULT: "HARD_REJECT",
  EXEC_REPORT_FAILED: "HARD_REJECT",
  EXEC_DESK_FAILED: "HARD_REJECT",
} as const satisfies Record<`EXEC_${string}`, Severity>;

export type ExecutionReason = keyof typeof EXECUTION_REASONS;

/** Why an order is given up before all of it was sent: a code of ours or of a planner, and the finding. */
export interface GivenUp {
  readonly reasonCode: string;
  readonly found: string;
  /** What the execution bots said. */
  readonly answers?: readonly object[];
}

export const UPDATE_REASONS = {
  sent: "EXEC_ORDER_SENT",
  delayed: "EXEC_ORDER_DELAYED",
  resting: "EXEC_ORDER_RESTING",
  partially_filled: "EXEC_ORDER_PARTLY_FILLED",
  filled: "EXEC_ORDER_FILLED",
  cancelled: "EXEC_ORDER_CANCELLED",
  expired: "EXEC_ORDER_EXPIRED",
  rejected: "EXEC_ORDER_REJECTED",
  unknown: "EXEC_ORDER_UNKNOWN",
} as const satisfies Record<OrderUpdate["status"], ExecutionReason>;

export const FILL_REASONS = {
  MATCHED: "EXEC_FILL_MATCHED",
  MINED: "EXEC_FILL_MINED",
  CONFIRMED: "EXEC_FILL_CONFIRMED",
  RETRYING: "EXEC_FILL_RETRYING",
  FAILED: "EXEC_FILL_FAILED",
} as const satisfies Record<FillEvent["settlement"], ExecutionReason>;
