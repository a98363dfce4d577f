import { refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of configuration and of the command line. */
export const CONFIG_ERRORS = {
  CONFIG_UNREADABLE: refusedInput(
    "a readable configuration file",
    "Check the path and the permissions of the file.",
  ),
  CONFIG_SYNTAX: refusedInput(
    "a configuration in YAML or JSON",
    "Correct the syntax at the named line.",
  ),
  CONFIG_INVALID: refusedInput(
    "a configuration that matches its schema",
    "Correct the named field; `polytraders --help` names the options.",
  ),
  RUN_FOLDER_UNWRITABLE: refusedInput(
    "a folder that the run can be written to",
    "Free space, or name another folder with `--out`.",
  ),
  RUN_NOT_FOUND: refusedInput(
    "the folder or id of a finished run",
    "Give the folder that the run printed; `runs/` holds them by default.",
  ),
  RUN_STATE_MISSING: refusedInput(
    "a run that trades and has written its state.json",
    "Name a run of `polytraders paper`, or of a backtest with a strategy.",
  ),
  RUN_STATE_DAMAGED: refusedInput(
    "a state.json that a run has written",
    "Start the run again: it writes the file anew from its journal.",
  ),
  RUN_NOT_RESUMABLE: refusedInput(
    "a run of `polytraders paper` with its journal",
    "Name the folder of a paper run, or start a new one.",
  ),
  RUN_RESUME_DIVERGED: refusedInput(
    "a run that repeats itself up to where it was stopped",
    "Go on with the versions, bots and recordings the run was started with; its folder is unchanged.",
  ),
  RUN_CHANGED: refusedInput(
    "the bots and the configuration that the run was made of",
    "Replay it with the versions it was made with; its journal says which.",
  ),
  RUN_FINISHED: refusedInput(
    "a run that goes on, or that can be started again",
    "Name a run of `polytraders paper`; nobody reads the inbox of this one any more.",
  ),
  OPERATOR_INBOX_DAMAGED: refusedInput(
    "one operator command in JSON on each line",
    "The line was passed over and every other one counts; give its command again.",
  ),
  OPERATOR_INBOX_UNREADABLE: refusedInput(
    "an inbox of operator commands that can be read",
    "Check the file and its permissions; until then no command reaches the run.",
  ),
  OPERATOR_INBOX_UNWRITABLE: {
    expected: "a run folder that a command can be appended to",
    remedy:
      "Free space or correct permissions, and give the command again with the same --command-id.",
    isRetrySafe: true,
    isOutcomeKnown: false,
  },
  CORRELATION_NOT_FOUND: refusedInput(
    "a correlation, intent or order id that the run recorded",
    "Take an id from the report or from envelopes.ndjson; runs with sampled envelopes hold only some.",
  ),
} as const satisfies Record<string, ErrorRow>;
