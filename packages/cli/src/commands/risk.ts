import { Option, type Command } from "commander";
import type { SettingsOptions, StressOptions } from "../risk/risk-options.ts";
import type { VerbModule } from "../verb.ts";
import { decimalNumber, wholeNumber } from "./number-option.ts";

/** `polytraders risk`: the limits in force, and how they hold under bad luck. */
export const riskVerb: VerbModule = {
  register(program, io) {
    const risk = program.command("risk").description("limits: what is in force, and stress tests");
    addSettingsOptions(
      risk
        .command("settings")
        .description("print every risk parameter, its value and where it came from"),
    ).action(async (options: SettingsOptions) => {
      const { printSettings } = await import("../risk/print-settings.ts");
      printSettings(options, io);
    });
    addSettingsOptions(
      risk
        .command("stress")
        .description(
          "run seeded loss sequences against the drawdown limit; fails if one slips past",
        )
        .option("--sequences <n>", "sequences to run", wholeNumber(1, 1_000_000), 1_000)
        .option("--seed <n>", "seed of all sequences", wholeNumber(0), 42)
        .option("--trades <n>", "most trades of one sequence", wholeNumber(1, 1_000_000), 100)
        .option("--price <usd>", "price of a share", decimalNumber(0, 1, { isOpen: true }), 0.5)
        .option("--win-probability <p>", "chance that a trade wins", decimalNumber(0, 1), 0.5)
        .option("--cash <usd>", "cash at the start (default: the starting balance)", cashNumber)
        .option(
          "--stake <fraction>",
          "share of cash staked on each trade (default: largest trade over starting balance)",
          decimalNumber(0, 1),
        ),
    ).action(async (options: StressOptions) => {
      const { runStress } = await import("../risk/run-stress.ts");
      runStress(options, io);
    });
  },
};

const cashNumber = decimalNumber(0.01, 1_000_000_000);

function addSettingsOptions(command: Command): Command {
  return command
    .option("--config <file>", "polytraders.yaml with a risk section")
    .addOption(
      new Option("--profile <name>", "shipped profile").choices(["conservative", "aggressive"]),
    )
    .option("--json", "print one JSON document");
}
