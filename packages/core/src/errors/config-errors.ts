import { refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of configuration and of the command line. */
export const CONFIG_ERRORS = {
  CONFIG_INVALID: refusedInput(
    "a configuration that matches its schema",
    "Correct the named field; `polytraders --help` names the options.",
  ),
} as const satisfies Record<string, ErrorRow>;
