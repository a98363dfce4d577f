import { Option, type Command } from "commander";
import type { CommandOptions, OperatorVerb, StatusOptions } from "../operator/operator-options.ts";
import type { SettingsOptions, StressOptions } from "../risk/risk-options.ts";
import type { VerbModule } from "../verb.ts";
import { decimalNumber, wholeNumber } from "./number-option.ts";

/** `polytraders risk`: the limits in force, and how they hold under bad luck. */
export const riskVerb: VerbModule = {
  register(program, io) {
    const risk = program
      .command("risk")
      .description("limits and halts: what is in force, commands to a run, and stress tests");
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
    addRun(
      risk
        .command("status")
        .description(
          "print a run's halts, equity, drawdown and orders; exit code 3 while something is halted",
        ),
    ).action(async (run: string, options: StatusOptions) => {
      const { printStatus } = await import("../operator/print-status.ts");
      printStatus(run, options, io);
    });
    for (const { name, verb, description, hasScope } of OPERATOR_VERBS) {
      const command = addCommandOptions(addRun(risk.command(name).description(description)));
      if (hasScope) {
        command
          .option("--bot <id>", "one strategy; all without it")
          .option("--market <id>", "one market, by id or slug; all without it");
      }
      command.action(async (run: string, options: CommandOptions) => {
        const { giveCommand } = await import("../operator/give-command.ts");
        giveCommand(verb, run, options, io);
      });
    }
  },
};

const OPERATOR_VERBS: readonly {
  readonly name: string;
  readonly verb: OperatorVerb;
  readonly description: string;
  readonly hasScope: boolean;
}[] = [
  {
    name: "halt",
    verb: "halt",
    description: "stop a run's trading and take back what rests",
    hasScope: true,
  },
  {
    name: "reset-halt",
    verb: "reset_halt",
    description: "clear halts; nothing but this clears them",
    hasScope: true,
  },
  {
    name: "lift-quarantine",
    verb: "lift_quarantine",
    description: "open what a guard has put into quarantine",
    hasScope: true,
  },
  {
    name: "reset-peak",
    verb: "reset_peak",
    description: "let the peak that drawdown counts from begin anew",
    hasScope: false,
  },
];

function addRun(command: Command): Command {
  return command
    .argument("<run>", "folder or id of a run")
    .option("--runs <folder>", "folder that run ids are looked for in", "runs")
    .option("--json", "print one JSON document");
}

function addCommandOptions(command: Command): Command {
  return command
    .requiredOption("--operator <name>", "who gives the command; kept on record")
    .requiredOption("--reason <text>", "why; kept on record")
    .option(
      "--expires <minutes>",
      "do not act on it later than this, by the run's own time",
      wholeNumber(1, 525_600),
    )
    .option("--command-id <id>", "id under which it acts once, however often it is given");
}

const cashNumber = decimalNumber(0.01, 1_000_000_000);

function addSettingsOptions(command: Command): Command {
  return command
    .option("--config <file>", "polytraders.yaml with a risk section")
    .addOption(
      new Option("--profile <name>", "shipped profile").choices(["conservative", "aggressive"]),
    )
    .option("--json", "print one JSON document");
}
