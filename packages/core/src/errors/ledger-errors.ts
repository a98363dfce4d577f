import { fault, refusedInput } from "./error-row.ts";
import type { ErrorRow } from "./error-row.ts";

/** Errors of the ledger. What is refused has changed nothing. */
export const LEDGER_ERRORS = {
  LEDGER_FILL_INVALID: refusedInput(
    "a fill in whole micro-units: price 1 to 9,999, size above 0, a sale's fee within its proceeds",
    "Nothing was booked; read the trade from the venue again.",
  ),
  LEDGER_FILL_CHANGED: refusedInput(
    "the same order, token, side, price, size and fee in each settlement state of a fill",
    "Nothing was changed; the source gives one id to two fills, or has misread one.",
  ),
  LEDGER_FILL_TOO_OLD: refusedInput(
    "a fill newer than those the ledger has forgotten",
    "Nothing was booked, as it may be booked already; compare positions with the venue.",
  ),
  LEDGER_FILL_ORDER_NOT_SENT: refusedInput(
    "a fill of an order that was sent",
    "The fill was booked, as the venue has moved the money; find out who ordered it.",
  ),
  LEDGER_FILL_ORDER_MISMATCH: refusedInput(
    "a fill of the token and side that its order names",
    "Nothing was booked; compare the order with the venue.",
  ),
  LEDGER_FILL_EXCEEDS_ORDER: refusedInput(
    "fills that together stay within their order",
    "Nothing was booked; compare the order's fills with the venue.",
  ),
  LEDGER_SETTLEMENT_CONTRADICTED: refusedInput(
    "one final settlement state for each fill",
    "The first final state stands; compare positions with the venue.",
  ),
  LEDGER_TOKEN_UNKNOWN: refusedInput(
    "a token of a listed market",
    "List the market first, or check the token id.",
  ),
  LEDGER_MARKET_UNKNOWN: refusedInput(
    "a listed market or neg-risk set",
    "List the market first, or check its id.",
  ),
  LEDGER_MARKET_CONFLICT: refusedInput(
    "one listing for each market: two tokens of its own, one neg-risk set",
    "Correct the listing; the first one stands.",
  ),
  LEDGER_AMOUNT_INVALID: refusedInput(
    "amounts, times and ids in range: whole micro-units, up to a billion dollars or shares",
    "Correct the named field; nothing was changed.",
  ),
  LEDGER_CASH_INSUFFICIENT: refusedInput(
    "enough cash that no order and no matched trade claims",
    "Wait for settlement, cancel orders, or compare cash with the venue.",
  ),
  LEDGER_CASH_NEGATIVE: refusedInput(
    "cash of 0 or more",
    "The entry was booked, as the venue has moved the money; cash below 0 halts trading.",
  ),
  LEDGER_TOKENS_INSUFFICIENT: refusedInput(
    "at least as many tokens as are given away",
    "Nothing was booked; compare positions with the venue, a purchase may be missing.",
  ),
  LEDGER_POSITION_OVERSOLD: refusedInput(
    "positions that cover what was sold",
    "A failed fill has taken tokens back that were sold on; compare positions with the venue.",
  ),
  LEDGER_ORDER_INVALID: refusedInput(
    "an order with a price of 1 to 9,999 and a size above 0",
    "Correct the order; nothing was reserved.",
  ),
  LEDGER_ORDER_UNKNOWN: refusedInput(
    "an order that was reserved",
    "Reserve each order before it is sent.",
  ),
  LEDGER_RESOLUTION_INVALID: refusedInput(
    "payouts in price units that sum to 10,000, at most one market of a set won",
    "Read the resolution from the venue again.",
  ),
  LEDGER_RESOLUTION_CONTRADICTED: refusedInput(
    "one final resolution for each market",
    "The first one stands; compare it with the venue.",
  ),
  LEDGER_MARKET_UNRESOLVED: refusedInput(
    "a market that is resolved",
    "Wait for the resolution; before it only whole pairs can be turned into dollars.",
  ),
  LEDGER_CONVERSION_INVALID: refusedInput(
    "one or more markets of the neg-risk set, each once, all outcomes of the set listed",
    "Correct the conversion; nothing was changed.",
  ),
  LEDGER_CASH_DIVERGED: refusedInput(
    "the cash that the venue shows, within 2 %",
    "Look for transfers and fills that are missing; beyond 10 % the ledger is overwritten.",
  ),
  LEDGER_CASH_CORRECTED: refusedInput(
    "the cash that the venue shows, within 10 %",
    "The ledger now has the venue's amount; look for transfers and fills that are missing.",
  ),
  LEDGER_TOKENS_DIVERGED: refusedInput(
    "the tokens that the venue shows, within 2 %",
    "Look for fills that are missing; beyond 10 % the ledger is overwritten.",
  ),
  LEDGER_TOKENS_CORRECTED: refusedInput(
    "the tokens that the venue shows, within 10 %",
    "The ledger now has the venue's amount; look for fills that are missing.",
  ),
  LEDGER_PEAK_IMPLAUSIBLE: refusedInput(
    "a peak of at most twice the cash or the effective equity",
    "Review the peak; `polytraders risk reset-peak` lets it start over from cash.",
  ),
  LEDGER_OPERATOR_MISSING: refusedInput(
    "an operator's name and a reason",
    "Say who orders it and why; both become part of the record.",
  ),
  LEDGER_INVARIANT_BROKEN: fault(
    "money, cost and profit that add up after each entry",
    "This is a defect of the ledger: stop trading, keep the journal, and report it.",
  ),
  LEDGER_ENTRIES_BROKEN: refusedInput(
    "all entries of one ledger, in order and unchanged",
    "Restore the journal from a copy; nothing is guessed.",
  ),
} as const satisfies Record<string, ErrorRow>;

export type LedgerErrorCode = keyof typeof LEDGER_ERRORS;
