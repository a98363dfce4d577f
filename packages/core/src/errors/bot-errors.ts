import { refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of loading, wiring and running bots. */
export const BOT_ERRORS = {
  BOT_NOT_FOUND: refusedInput(
    "an installed package or a folder that exports a bot",
    "Install the package, or give the path of the bot's folder.",
  ),
} as const satisfies Record<string, ErrorRow>;
