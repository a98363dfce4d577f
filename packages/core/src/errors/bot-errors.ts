import { fault, refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of loading, wiring and running bots. */
export const BOT_ERRORS = {
  BOT_NOT_FOUND: refusedInput(
    "an installed package or a folder that exports a bot",
    "Install the package, or give the path of the bot's folder.",
  ),
  BOT_LOAD_FAILED: refusedInput(
    "a module that can be imported",
    "Run the bot's own tests; the module throws or does not parse before it exports anything.",
  ),
  BOT_EXPORT_INVALID: refusedInput(
    "a default export made by `defineBot(contract, create)`",
    "Export the result of `defineBot` as the module's default export.",
  ),
  BOT_MANIFEST_INVALID: refusedInput(
    "a manifest generated from a spec",
    "Run `polytraders spec generate` in the bot's folder and do not edit the generated file.",
  ),
  BOT_ID_TAKEN: refusedInput(
    "one bot per id in a run",
    "Remove one of the two entries, or give the second bot an id of its own.",
  ),
  BOT_HOST_VERSION_UNSUPPORTED: refusedInput(
    "a host version inside the bot's declared range",
    "Install a version of the bot for this host, or regenerate its contract.",
  ),
  BOT_INPUT_UNKNOWN: refusedInput(
    "inputs that the runtime can deliver",
    "Correct `inputs` in the bot's spec and generate the contract again.",
  ),
  BOT_INPUT_MISSING: refusedInput(
    "a bot in the run that emits each required signal",
    "Add the bot that emits the signal, or mark the input as not required in the spec.",
  ),
  BOT_PORT_NOT_GRANTED: refusedInput(
    "only ports that the bot's authority grants",
    "Remove the port from the spec, or declare the authority that grants it.",
  ),
  BOT_AUTHORITY_NOT_ALLOWED: refusedInput(
    "an authority that the bot's layer may have",
    "Correct `layer` or `authority` in the bot's spec.",
  ),
  BOT_OUTPUT_NOT_ALLOWED: refusedInput(
    "only outputs that the bot's authority may produce",
    "Correct `output` or `authority` in the bot's spec.",
  ),
  BOT_MODE_UNSUPPORTED: refusedInput(
    "a mode that the bot declares",
    "Choose one of the modes that the bot's spec lists.",
  ),
  BOT_REQUIREMENT_MISSING: refusedInput(
    "every bot that this one requires",
    "Add the required bot to the run.",
  ),
  BOT_REQUIREMENT_CYCLE: refusedInput(
    "requirements without a cycle",
    "Make one of the requirements on the named path optional.",
  ),
  BOT_PARAMETER_UNKNOWN: refusedInput(
    "a parameter that the bot declares",
    "Correct the spelling; `polytraders bot list --json` names the parameters.",
  ),
  BOT_PARAMETER_INVALID: refusedInput(
    "a value of the parameter's type and range",
    "Correct the value in the configuration.",
  ),
  BOT_PARAMETER_BEYOND_HARD: refusedInput(
    "a value inside the parameter's hard bound",
    "Choose a value inside the bound; hard bounds cannot be overridden.",
  ),
  BOT_CREATE_FAILED: refusedInput(
    "a factory that returns one form: decide, vote, perMarket or streams",
    "Return exactly one form from the function given to `defineBot`.",
  ),
  BOT_CALL_FAILED: fault(
    "a handler that does not throw",
    "Look at the bot's log; the runtime drops the decision and goes on.",
  ),
  BOT_CALL_OVERRAN: fault(
    "an answer inside the bot's call timeout",
    "Move slow work out of the handler; a bot that keeps overrunning is suspended.",
  ),
  BOT_SUSPENDED: fault(
    "a bot that answers in time and does not throw",
    "Correct the bot and start the run again; its decisions are missing from here on.",
  ),
  BOT_REASON_CODE_UNDECLARED: refusedInput(
    "a reason code that the bot's spec declares",
    "Add the code to the spec and the registry, or use a declared one.",
  ),
  BOT_SIGNAL_UNDECLARED: refusedInput(
    "a signal kind that the bot's spec declares",
    "Add the signal to the spec's outputs, or correct its name.",
  ),
  BOT_OUTPUT_FOREIGN_MARKET: refusedInput(
    "a decision about the market that the bot was asked about",
    "Return decisions only for the market of the current call.",
  ),
  BOT_OUTPUT_BEYOND_AUTHORITY: refusedInput(
    "outputs that the bot's authority allows",
    "Declare the authority in the spec, or remove the output.",
  ),
  BOT_OUTPUT_MALFORMED: refusedInput(
    "a decision in the shape that the contract declares",
    "Return the result of `publish`, `suppress`, `approve`, `reshape` or `reject`.",
  ),
  BOT_OUTPUT_OUTSIDE_EVENT: refusedInput(
    "stream output during the event that caused it",
    "Remove asynchronous operators; use timers of the runtime instead.",
  ),
  TRADING_DISABLED: refusedInput(
    "trading that an operator has enabled",
    "Enable trading once preflight has passed; until then intents are only recorded.",
  ),
} as const satisfies Record<string, ErrorRow>;
