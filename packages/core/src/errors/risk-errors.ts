import { fault, refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of the way from an intent to an order; a refusal's code is its reason code as well. */
export const RISK_ERRORS = {
  RISK_INTENT_REFUSED: refusedInput(
    "an intent that every guard lets pass",
    "Read the vote's reason; `polytraders explain` shows it. The strategy may ask again for less.",
  ),
  RISK_INTENT_MALFORMED: refusedInput(
    "an intent with tokenId, side, price, size and timeInForce that fit together",
    "Correct the intent; a GTD order needs an expiry, a FOK or FAK order cannot be post-only.",
  ),
  RISK_INTENT_MARKET_UNKNOWN: refusedInput(
    "a market of this run",
    "Add the market to the run, or correct its id.",
  ),
  RISK_INTENT_TOKEN_UNKNOWN: refusedInput(
    "one of the two tokens of the market that the bot was asked about",
    "Take the token id from the market that was handed in.",
  ),
  RISK_INTENT_PRICE_INVALID: refusedInput(
    "a whole number of price units from 1 to 9,999",
    "Give the price in units of 0.0001 USD per share.",
  ),
  RISK_INTENT_PRICE_OFF_GRID: refusedInput(
    "a price on the market's tick grid",
    "Round the price to the tick size in force.",
  ),
  RISK_INTENT_SIZE_INVALID: refusedInput(
    "a whole number of micro-shares above 0",
    "Give the size in units of a millionth of a share.",
  ),
  RISK_INTENT_SIZE_OFF_GRID: refusedInput(
    "a size in steps of 0.01 share",
    "Round the size down to a multiple of 10,000 micro-shares.",
  ),
  RISK_INTENT_SIZE_TOO_LARGE: refusedInput(
    "a size of at most a billion shares",
    "Look for a wrong unit; sizes are millionths of a share.",
  ),
  RISK_INTENT_EXPIRED: refusedInput(
    "an expiry that lies ahead",
    "Give a later expiry, or none; times are epoch milliseconds.",
  ),
  RISK_INTENT_DUPLICATE: refusedInput(
    "an intent that was not made already for the same moment",
    "Nothing; the first one counts.",
  ),
  RISK_INTENT_FLOOD: refusedInput(
    "at most a thousand intents of one bot in one event",
    "Look for a loop in the strategy; the intents beyond the limit were dropped.",
  ),
  RISK_INTENT_NOT_REDUCING: refusedInput(
    "an order that makes a position smaller",
    "Nothing is left to reduce once open orders are counted.",
  ),
  RISK_BELOW_MIN_SIZE: refusedInput(
    "a size of at least the venue's minimum after every limit",
    "Raise the limits that cut the order, or leave it.",
  ),
  RISK_MARKET_HALTED: refusedInput(
    "a market that takes orders",
    "Wait for the venue to reopen the market.",
  ),
  RISK_MARKET_RESOLVED: refusedInput(
    "a market that is not resolved",
    "Nothing; redeem what is held.",
  ),
  RISK_KILL_SWITCH_ACTIVE: refusedInput(
    "no halt on this strategy and market",
    "Find the cause, then clear it with `polytraders risk reset-halt`.",
  ),
  RISK_QUARANTINED: refusedInput(
    "no quarantine on this strategy and market",
    "Find the cause, then have an operator lift the quarantine.",
  ),
  RISK_LEDGER_UNAVAILABLE: refusedInput(
    "a ledger and open orders to judge a reducing order by",
    "Attach both to the run; without them nothing is known to reduce.",
  ),
  RISK_CONSTRAINT_UNSATISFIABLE: refusedInput(
    "an order that can be cut to the guards' limits",
    "The limits ask for another price or another kind of order than the strategy wanted.",
  ),
  RISK_GUARD_MISSING: refusedInput(
    "every required guard in force",
    "Add the guard to the run and set its mode to enforced.",
  ),
  RISK_GUARD_PAUSED: refusedInput(
    "every guard answering",
    "Resume the guard, or set its mode to off or shadow to trade without it.",
  ),
  RISK_GUARD_SUSPENDED: refusedInput(
    "every guard in service",
    "Correct the guard and start the run again; until then nothing passes it.",
  ),
  RISK_GUARD_FAILED: refusedInput(
    "a guard that answers without an error",
    "Look at the guard's notices; its vote counts as a refusal.",
  ),
  RISK_GUARD_TOO_SLOW: refusedInput(
    "a guard's answer inside its call timeout",
    "A late vote counts as a refusal; move slow work out of the vote.",
  ),
  RISK_GUARD_INPUT_STALE: refusedInput(
    "inputs younger than the guard declares",
    "Check the feed; the strategy may ask again with fresh data.",
  ),
  RISK_GUARD_INPUT_MISSING: refusedInput(
    "every input and port that the guard declares",
    "Attach the missing port to the run, or wait for the first message.",
  ),
  RISK_GUARD_ANSWER_INVALID: refusedInput(
    "a vote in the shape that the contract declares",
    "Return the result of `approve`, `warn`, `reshape`, `reject` or `quarantine`.",
  ),
  RISK_EXECUTION_UNAVAILABLE: refusedInput(
    "an execution port",
    "This run has none: trade in backtest, paper or live.",
  ),
  RISK_EXECUTION_FAULT: {
    expected: "an execution port that takes an approved order",
    remedy:
      "Reconcile the named order with the venue before anything else; the strategy is halted in its market.",
    isRetrySafe: false,
    isOutcomeKnown: false,
  },
  RISK_CANCEL_ORDER_UNKNOWN: refusedInput(
    "an order that is open and belongs to the bot",
    "It may be filled or cancelled already; look at the open orders.",
  ),
  RISK_PORT_UNAVAILABLE: refusedInput(
    "a run that provides every port in use",
    "Attach the port to the run; a guard without it refuses every intent.",
  ),
  RISK_STATE_INVALID: refusedInput(
    "the risk state that an earlier run has saved",
    "Restore a copy. Without it nobody knows what was halted; to begin anew, remove it on purpose.",
  ),
  RISK_COMMAND_REPEATED: refusedInput(
    "a command id that has not acted yet",
    "Nothing if the command was sent twice; give a new command a new id.",
  ),
  RISK_COMMAND_EXPIRED: refusedInput(
    "a command that has not expired",
    "Give the command again with a later expiry.",
  ),
  RISK_COMMAND_SCOPE_UNKNOWN: refusedInput(
    "a command whose scope names a bot and a market of this run",
    "It is on record and reaches nobody; give it again with the right ids.",
  ),
  RISK_CANCEL_FAULT: fault(
    "an execution port that takes a cancellation",
    "Assume that the orders still rest; cancel them at the venue by hand.",
  ),
} as const satisfies Record<string, ErrorRow>;
