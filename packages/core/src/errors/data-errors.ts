import { fault, refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of recordings and captures. The codes also name the reason of each rejected line. */
export const DATA_ERRORS = {
  DATA_FILE_UNREADABLE: refusedInput(
    "a readable file",
    "Check the path and the permissions of the file.",
  ),
  DATA_FILE_TRUNCATED: refusedInput(
    "a complete gzip stream",
    "What came before the damage was imported; fetch the file again for the rest.",
  ),
  DATA_FORMAT_UNKNOWN: refusedInput(
    "a capture in a known format",
    "Pass market-channel captures (CSV, NDJSON, JSON), paired quotes or book summaries; `.gz` is read too.",
  ),
  DATA_COLUMN_MISSING: refusedInput(
    "every column the format needs",
    "Export the file again with the named columns.",
  ),
  DATA_QUOTES_MISSING: refusedInput(
    "bid and ask prices",
    "Mid prices alone make no book; import a capture of the market channel or a table of best quotes.",
  ),
  DATA_NOTHING_IMPORTED: refusedInput(
    "at least one usable row",
    "See the reasons listed; nothing was written.",
  ),
  DATA_LINE_FIELD_COUNT: refusedInput(
    "as many fields as the header has",
    "The line was left out; two writers to one file cause this.",
  ),
  DATA_LINE_NOT_JSON: refusedInput(
    "one JSON value per line",
    "The line was left out; a recorder that was killed while writing causes this.",
  ),
  DATA_EVENT_UNKNOWN: refusedInput("a message of the market channel", "The message was left out."),
  DATA_FIELD_MISSING: refusedInput("every field the message needs", "The message was left out."),
  DATA_SIDE_UNKNOWN: refusedInput("BUY, SELL, bid or ask", "The row was left out."),
  DATA_PRICE_INVALID: refusedInput("a decimal price", "The row was left out."),
  DATA_PRICE_OFF_GRID: refusedInput(
    "a price that is a multiple of 0.0001",
    "The row was left out.",
  ),
  DATA_PRICE_OUTSIDE_RANGE: refusedInput("a price between 0 and 1", "The row was left out."),
  DATA_SIZE_INVALID: refusedInput("a decimal size", "The row was left out."),
  DATA_SIZE_NEGATIVE: refusedInput("a size of 0 or more", "The row was left out."),
  DATA_TICK_SIZE_INVALID: refusedInput(
    "one of the venue's tick sizes",
    "The message was left out.",
  ),
  DATA_TOKEN_UNEXPECTED: refusedInput(
    "one of the market's two tokens",
    "The row was left out; check whether two markets share an id in this file.",
  ),
  DATA_TIME_INVALID: refusedInput(
    "a time in epoch milliseconds between 2020 and 2100",
    "The message was left out; times in seconds or microseconds are not guessed.",
  ),
  DATA_TIME_WENT_BACK_TOO_FAR: refusedInput(
    "a time at most one hour before the newest one",
    "The message was left out; import files of different sessions as separate files.",
  ),
  DATA_TIME_JUMPED_AHEAD: refusedInput(
    "a time that later messages confirm",
    "The message was left out: the messages after it carry times more than an hour earlier.",
  ),
  DATA_WRONG_BEST_SUSPECTED: refusedInput(
    "best quotes from inside the book",
    "Nearly all quotes lie at the ends of the grid: the first array element was probably taken as best price.",
  ),
  DATA_RECORDING_EXISTS: refusedInput(
    "a folder that does not exist yet",
    "Choose another folder, or pass `--force` to replace the recording.",
  ),
  DATA_RECORDING_NOT_FOUND: refusedInput(
    "a recording folder with recording.json and recording.parquet",
    "Create one with `polytraders data import <file...> --out <folder>`.",
  ),
  DATA_RECORDING_CORRUPT: refusedInput(
    "an undamaged recording",
    "Import the captures again, or restore the folder from a copy.",
  ),
  DATA_RECORDING_VERSION: refusedInput(
    "a recording format that this version reads",
    "Import the captures again with this version, or update polytraders.",
  ),
  DATA_MARKET_OVERLAPS: refusedInput(
    "each moment of a market from one source only",
    "Pass only one of the two sources.",
  ),
  DATA_SOURCE_UNORDERED: fault(
    "rows in time order, frames closed, market indexes within the market list",
    "The feed that produced the rows is at fault; report it to its author.",
  ),
} as const satisfies Record<string, ErrorRow>;
