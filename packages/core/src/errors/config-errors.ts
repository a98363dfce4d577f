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
  CORRELATION_NOT_FOUND: refusedInput(
    "a correlation id that the run recorded",
    "Take an id from the report or from envelopes.ndjson; runs with sampled envelopes hold only some.",
  ),
} as const satisfies Record<string, ErrorRow>;
