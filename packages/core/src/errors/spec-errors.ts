import { refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of bot specs and of code generation. */
export const SPEC_ERRORS = {
  SPEC_UNREADABLE: refusedInput(
    "a readable YAML or JSON file",
    "Check the path and the permissions of the file.",
  ),
} as const satisfies Record<string, ErrorRow>;
