import { EXIT, type ExitCode } from "../verb.ts";
import type { RunSummary } from "./run-summary.ts";

/** A run that risk has halted ends with 3, one that cannot be believed with 1. */
export function exitCodeOf({ trading }: Pick<RunSummary, "trading">): ExitCode {
  if (trading === null) return EXIT.ok;
  if (trading.drawdown.isHalted) return EXIT.halted;
  return trading.acceptance.verdict === "fail" ? EXIT.failedCheck : EXIT.ok;
}
