import { fault, refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of the way from an approval to the venue and back; some are reason codes as well. */
export const EXECUTION_ERRORS = {
  EXEC_ORDER_DUPLICATE: refusedInput(
    "an order id that was not used before",
    "Nothing was sent; give each run its own order id prefix.",
  ),
  EXEC_ORDER_NOT_RESERVED: refusedInput(
    "an order for which the ledger can hold money or tokens back",
    "Nothing was sent; the ledger's own code is named.",
  ),
  EXEC_PLANNER_FAILED: refusedInput(
    "an answer from every execution bot in force",
    "The order was given up before it was sent; correct the bot, or set its mode to off or shadow.",
  ),
  EXEC_PLAN_INVALID: refusedInput(
    "a plan within what risk has approved",
    "The order was given up before it was sent; correct the execution bot that is named.",
  ),
  EXEC_TRADING_STOPPED: refusedInput(
    "trading enabled, and no halt or quarantine, when a waiting order is due",
    "What was waiting was given up; nothing of it was sent.",
  ),
  EXEC_JOURNAL_FAILED: {
    expected: "a journal that takes an order before it is sent",
    remedy:
      "Nothing of this event was sent and everything is halted. Make room on the disk or repair it, restart from the journal, then clear the halt with `polytraders risk reset-halt`.",
    isRetrySafe: false,
    isOutcomeKnown: true,
  },
  EXEC_GATEWAY_FAULT: {
    expected: "a gateway that takes what it is handed",
    remedy:
      "The order may or may not be at the venue: it is reconciled and the strategy is halted in its market. Clear the halt once its orders are known.",
    isRetrySafe: false,
    isOutcomeKnown: false,
  },
  EXEC_ORDER_UNKNOWN: {
    expected: "the venue's answer in time",
    remedy: "The order may or may not be at the venue; it is reconciled and never sent again.",
    isRetrySafe: false,
    isOutcomeKnown: false,
  },
  EXEC_ORDER_REVIVED: {
    expected: "an order that the venue has disowned to stay gone",
    remedy: "It is being taken back; look at its fills.",
    isRetrySafe: false,
    isOutcomeKnown: false,
  },
  EXEC_ORDER_LOST: {
    expected: "the venue to know an order that it has acknowledged",
    remedy: "Look for the order and its trades at the venue; it counts as cancelled from here on.",
    isRetrySafe: false,
    isOutcomeKnown: false,
  },
  EXEC_ORDER_FOREIGN: refusedInput(
    "news of orders that this run has sent",
    "Somebody else orders for this account, or the journal of an earlier run is missing.",
  ),
  EXEC_FILL_ORDER_UNKNOWN: refusedInput(
    "fills of orders that this run has sent",
    "The fill is in the ledger, as the venue has moved the money; find out who ordered it.",
  ),
  EXEC_BALANCE_MOVED: refusedInput(
    "balances that move with fills, redemptions, payouts and transfers only",
    "Look for a transfer or a fill that was not reported; small differences are left alone.",
  ),
  EXEC_DRAWDOWN_HALTED: refusedInput(
    "a drawdown below the limit",
    "Everything is halted. Find the cause; `polytraders risk reset-halt` lets it go on, `polytraders risk reset-peak` lets the peak start over.",
  ),
  EXEC_REPORT_MALFORMED: refusedInput(
    "a venue report that keeps to its contract",
    "Nothing of it was booked; correct the adapter, and compare orders and balances with the venue.",
  ),
  EXEC_REPORT_FAILED: fault(
    "a venue report that can be booked",
    "Everything is halted; keep the journal, compare orders and balances with the venue, and report the defect.",
  ),
  EXEC_DESK_FAILED: fault(
    "an order path that carries each event to its end",
    "Everything is halted; keep the journal, cancel what rests at the venue, and report the defect.",
  ),
} as const satisfies Record<string, ErrorRow>;
