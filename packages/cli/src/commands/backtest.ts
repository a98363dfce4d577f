import { InvalidArgumentError } from "commander";
import type { VerbModule } from "../verb.ts";
import type { BacktestOptions } from "../run/run-options.ts";
import { wholeNumber } from "./number-option.ts";
import { addRunOptions } from "./run-options.ts";

/** `polytraders backtest`: bots over recordings, in virtual time. */
export const backtestVerb: VerbModule = {
  register(program, io) {
    const command = program
      .command("backtest")
      .description("run bots over recordings in virtual time")
      .requiredOption(
        "--data <path>",
        "recording folder or raw capture; give it again for more",
        (path: string, previous: readonly string[] | undefined) => [...(previous ?? []), path],
      )
      .option("--seed <n>", "seed of everything random in the run", wholeNumber(0))
      .option(
        "--capacity <list>",
        "trade again with every purchase scaled by these factors, such as 0.5,1,2,4",
        factors,
      )
      .option("--cache <folder>", "where imported raw captures are kept", ".polytraders/imports");
    addRunOptions(command).action(async (options: BacktestOptions) => {
      const { runBacktest } = await import("../run/backtest-run.ts");
      await runBacktest(options, io);
    });
  },
};

function factors(text: string): readonly number[] {
  const values = text.split(",").map(Number);
  if (values.every((value) => value > 0 && value <= 1_000)) return values;
  throw new InvalidArgumentError("Factors above 0, separated by commas, are expected.");
}
