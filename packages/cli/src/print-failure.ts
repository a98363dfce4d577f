import { join, sep } from "node:path";
import type { CliIo } from "./verb.ts";
import { EXIT } from "./verb.ts";

/** Errors of what was asked for, as opposed to what was found in data, bots and runs. */
const USAGE_CODE =
  /^(CONFIG_|BOT_PARAMETER_|BOT_NOT_FOUND$|BOT_MODE_UNSUPPORTED$|VENUE_(WORLD|FAULTS)_INVALID$)/;

/**
 * Prints what went wrong. An error of the table says what was expected, what was found and what to
 * do. Anything else is a fault of ours: its stack is shown only where `POLYTRADERS_DEBUG` is set.
 */
export function printFailure(error: unknown, io: CliIo): void {
  if (isTableError(error)) {
    io.err(`error ${withRelativePaths(error.message, io)}`);
    io.exit(USAGE_CODE.test(error.code) ? EXIT.usage : EXIT.failedCheck);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`error INTERNAL_FAULT: ${message}`);
  io.err("This is a fault of Polytraders. Run again with POLYTRADERS_DEBUG=1 and report it.");
  if (io.environment["POLYTRADERS_DEBUG"] !== undefined && error instanceof Error) {
    io.err(error.stack ?? "");
  }
  io.exit(EXIT.failedCheck);
}

/** By name, not by class: the class would pull all of core into every `--help`. */
function isTableError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    error.name === "PolytradersError" &&
    "code" in error &&
    typeof error.code === "string"
  );
}

function withRelativePaths(message: string, { workingDirectory }: CliIo): string {
  return message.replaceAll(join(workingDirectory, sep), "");
}
