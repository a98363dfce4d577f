import { fault, refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of journals and state stores. */
export const STORE_ERRORS = {
  STORE_UNWRITABLE: refusedInput(
    "a file that can be created and written",
    "Check the folder, its permissions and the free space.",
  ),
  STORE_NOT_FOUND: refusedInput(
    "a store that exists",
    "Check the path; nothing is created where only reading is asked for.",
  ),
  STORE_CORRUPT: refusedInput(
    "an undamaged database",
    "Keep the file for inspection and restore a copy, or start a new run.",
  ),
  STORE_FOREIGN: refusedInput(
    "a database of this kind",
    "Name a file that this kind of store has written; the file was left as it is.",
  ),
  STORE_VERSION_UNSUPPORTED: refusedInput(
    "a store format that this version reads",
    "Update polytraders, or start a new run.",
  ),
  STORE_LOCKED: refusedInput(
    "a store that no other process is writing to",
    "Wait for the other process, or stop it; one run has one writer.",
  ),
  STORE_VALUE_INVALID: refusedInput(
    "plain JSON: finite numbers, text, booleans, null, arrays and plain objects",
    "Correct the named value; what was stored before is unchanged.",
  ),
  STORE_SOURCE_CHANGED: refusedInput(
    "the data that the journal was begun with",
    "Continue with the original recording, or start a new run.",
  ),
  STORE_FULL: refusedInput(
    "free space for the store",
    "Free space and start the run again: it goes on behind the last entry that was synced; nothing is half-written.",
  ),
  STORE_INCOMPLETE: refusedInput(
    "everything the store has been given",
    "What stands before the named place is whole and in order; bring back the missing file, or begin a new run.",
  ),
  STORE_CLOSED: fault("an open store", "Do not use a store after closing it."),
} as const satisfies Record<string, ErrorRow>;
