import { InvalidArgumentError } from "commander";
import type { PaperOptions } from "../paper/paper-options.ts";
import type { VerbModule } from "../verb.ts";
import { moment } from "./moment-option.ts";
import { decimalNumber, wholeNumber } from "./number-option.ts";
import { addRunOptions } from "./run-options.ts";

/** `polytraders paper`: strategies on a simulated venue, in wall time. */
export const paperVerb: VerbModule = {
  register(program, io) {
    const command = program
      .command("paper")
      .description("trade on a simulated venue in real time (no network, no real money)")
      .option(
        "--data <path>",
        "recording or raw capture to trade on; give it again for more (default: a simulated world)",
        (path: string, previous: readonly string[] | undefined) => [...(previous ?? []), path],
      )
      .option("--speed <n>", "session time per real time, or max", speedNumber, 1)
      .option("--hours <n>", "session time to run for (default: until stopped)", hours)
      .option("--seed <n>", "seed of everything random", wholeNumber(0))
      .option("--markets <n>", "markets of the simulated world", wholeNumber(0), 1)
      .option("--start <time>", "when the simulated world begins, ISO (default: now)", moment)
      .option("--resume <run>", "go on with a paper run that was stopped or killed")
      .option("--cache <folder>", "where imported raw captures are kept", ".polytraders/imports");
    addRunOptions(command).action(async (options: PaperOptions) => {
      const { runPaper } = await import("../paper/run-paper.ts");
      await runPaper(options, io);
    });
  },
};

const hours = decimalNumber(0, 1_000_000, { isOpen: true });

function speedNumber(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 1_000_000) return value;
  throw new InvalidArgumentError("A number above 0, or max, is expected.");
}
