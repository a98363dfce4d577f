import type { VerbModule } from "../verb.ts";
import type { DemoOptions } from "../run/run-options.ts";
import { wholeNumber } from "./number-option.ts";
import { addRunOptions } from "./run-options.ts";

/** `polytraders demo`: the built-in bots on a synthetic market, a few seconds from start to report. */
export const demoVerb: VerbModule = {
  register(program, io) {
    const command = program
      .command("demo")
      .description(
        "run the built-in bots on seeded synthetic markets, then trade a day (no network, no files)",
      )
      .option("--seed <n>", "seed of the synthetic market", wholeNumber(0), 7)
      .option("--markets <n>", "number of markets", wholeNumber(0), 4)
      .option("--minutes <n>", "simulated minutes", wholeNumber(0), 30)
      .option("--no-trading", "leave out the day of trading that follows");
    addRunOptions(command).action(async (options: DemoOptions) => {
      const { runDemo } = await import("../run/demo-run.ts");
      await runDemo(options, io);
    });
  },
};
