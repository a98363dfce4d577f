import { refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of recordings and captures. */
export const DATA_ERRORS = {
  DATA_FILE_UNREADABLE: refusedInput(
    "a readable file",
    "Check the path and the permissions of the file.",
  ),
} as const satisfies Record<string, ErrorRow>;
