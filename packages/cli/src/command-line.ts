import { Command, CommanderError } from "commander";
import { backtestVerb } from "./commands/backtest.ts";
import { botVerb } from "./commands/bot.ts";
import { dataVerb } from "./commands/data.ts";
import { demoVerb } from "./commands/demo.ts";
import { explainVerb } from "./commands/explain.ts";
import { paperVerb } from "./commands/paper.ts";
import { journalVerb } from "./commands/journal.ts";
import { rewardsVerb } from "./commands/rewards.ts";
import { riskVerb } from "./commands/risk.ts";
import { specVerb } from "./commands/spec.ts";
import { venueVerb } from "./commands/venue.ts";
import { printFailure } from "./print-failure.ts";
import { EXIT, type CliIo, type VerbModule } from "./verb.ts";
import { CLI_VERSION } from "./version.ts";

const VERBS: readonly VerbModule[] = [
  demoVerb,
  backtestVerb,
  paperVerb,
  explainVerb,
  journalVerb,
  venueVerb,
  riskVerb,
  rewardsVerb,
  dataVerb,
  specVerb,
  botVerb,
];

/** Parses arguments, runs the verb and prints any error as a message, never as a stack. */
export async function runCommandLine(args: readonly string[], io: CliIo): Promise<void> {
  const program = new Command("polytraders")
    .description("Bots for Polymarket: declared in a spec, run honestly, explained line by line.")
    .version(CLI_VERSION)
    .showHelpAfterError("(add --help for the options)")
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    });
  for (const verb of VERBS) verb.register(program, io);
  inheritOutput(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) io.exit(EXIT.usage);
      return;
    }
    printFailure(error, io);
  }
}

/** Commander copies settings to subcommands only when they are made through it. */
function inheritOutput(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    child.exitOverride();
    inheritOutput(child);
  }
}
