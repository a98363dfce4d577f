import type { Command } from "commander";
import type { JournalOptions } from "../journal/journal-options.ts";
import type { VerbModule } from "../verb.ts";

/** `polytraders journal`: is what a run has written down whole, and does it say what happened? */
export const journalVerb: VerbModule = {
  register(program, io) {
    const journal = program
      .command("journal")
      .description("check, replay and compare what a run has written down");
    addRun(
      journal
        .command("verify")
        .description("check that a journal is whole: every entry, in order, unaltered"),
    ).action(async (run: string, options: JournalOptions) => {
      const { runVerify } = await import("../journal/run-verify.ts");
      runVerify(run, options, io);
    });
    addRun(
      journal
        .command("replay")
        .description("run a journal's inputs again; fails at the first thing that differs"),
    ).action(async (run: string, options: JournalOptions) => {
      const { runReplay } = await import("../journal/run-replay.ts");
      await runReplay(run, options, io);
    });
    addRun(
      journal
        .command("parity")
        .description("replay a journal as a backtest and as paper; compare after every event"),
    ).action(async (run: string, options: JournalOptions) => {
      const { runParity } = await import("../journal/run-parity.ts");
      await runParity(run, options, io);
    });
  },
};

function addRun(command: Command): Command {
  return command
    .argument("<run>", "folder or id of a run, or its journal")
    .option("--runs <folder>", "folder that run ids are looked for in", "runs")
    .option("--json", "print one JSON document");
}
