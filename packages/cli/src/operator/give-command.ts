import { randomUUID } from "node:crypto";
import { PolytradersError, type EpochMs, type OperatorCommand } from "@polytraders/core";
import { findRunFolder } from "../explain/run-identity.ts";
import type { CliIo } from "../verb.ts";
import { appendCommand } from "./append-command.ts";
import type { CommandOptions, OperatorVerb } from "./operator-options.ts";
import { readRunState } from "./run-state.ts";
import { knownScope } from "./known-scope.ts";

const MS_PER_MINUTE = 60_000;

/** What each command does, in the words of the answer. */
const EFFECTS: Readonly<Record<OperatorVerb, string>> = {
  halt: "Trading halts and resting orders are taken back",
  reset_halt: "Halts are cleared",
  lift_quarantine: "Quarantines are lifted",
  reset_peak: "The peak begins anew at the cash of then",
};

/**
 * Appends an operator's command to a run's inbox. A running run reads it within a second, a stopped
 * one when it is started again.
 *
 * @throws PolytradersError RUN_NOT_FOUND, RUN_STATE_MISSING, RUN_FINISHED, CONFIG_INVALID, OPERATOR_INBOX_UNWRITABLE
 */
export function giveCommand(
  verb: OperatorVerb,
  run: string,
  options: CommandOptions,
  io: CliIo,
): void {
  const folder = findRunFolder(run, options.runs, io.workingDirectory);
  const command = commandOf(verb, folder, runTimeMs(folder), options);
  appendCommand(folder, command);
  if (options.json === true) {
    io.out(JSON.stringify({ schemaVersion: 1, runDir: folder, command }));
    return;
  }
  const { botId, marketId } = command.scope;
  const reach = [botId, marketId].filter((part) => part !== null).join(" in ");
  io.out(`${EFFECTS[verb]}: ${reach === "" ? "everything" : reach}.`);
  io.out(`Command ${command.commandId} is in the inbox of ${folder}.`);
  io.out("A running run acts on it within a second, a stopped one when it starts again.");
}

/**
 * The run's own time: it may run faster than ours, and elsewhere. A halt that nobody will read must
 * not look like one; a paper run can be resumed for longer. A damaged state stops no halt.
 */
function runTimeMs(folder: string): EpochMs {
  try {
    const { status, verb, writtenAt, timeMs } = readRunState(folder);
    if (status !== "finished" || verb === "paper") return timeMs;
    throw new PolytradersError("RUN_FINISHED", {
      found: `a run that ended at ${writtenAt}`,
      place: { file: folder },
    });
  } catch (error) {
    if (error instanceof PolytradersError && error.code === "RUN_STATE_DAMAGED") return Date.now();
    throw error;
  }
}

function commandOf(
  verb: OperatorVerb,
  folder: string,
  timeMs: EpochMs,
  options: CommandOptions,
): OperatorCommand {
  const { expires } = options;
  return {
    schemaVersion: 1,
    commandId: options.commandId ?? `${verb}-${randomUUID()}`,
    operator: named(options.operator, "--operator"),
    reason: named(options.reason, "--reason"),
    atMs: Date.now(),
    expiresAtMs: expires === undefined ? null : Math.round(timeMs + expires * MS_PER_MINUTE),
    scope: knownScope(folder, options),
    command: verb,
  };
}

/** Who and why are on record for good: an empty word is no answer. */
function named(text: string, option: string): string {
  const trimmed = text.trim();
  if (trimmed !== "") return trimmed;
  throw new PolytradersError("CONFIG_INVALID", {
    expected: `a name or a reason for ${option}`,
    found: "nothing",
    hint: "The record must say who gave the command and why.",
  });
}
