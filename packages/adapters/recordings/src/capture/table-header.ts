import { PolytradersError } from "@polytraders/core";
import type { CsvHeader } from "./csv-row.ts";

/** Columns of a table of both outcomes' best quotes, prices in millionths of a dollar. */
export const PAIRED_COLUMNS = ["timestamp_ms", "market_ts", "asset", "side", "bid", "ask"] as const;
/** Columns of a table of one token's best quotes with their sizes. */
export const SUMMARY_COLUMNS = [
  "timestamp_ms",
  "best_bid_price",
  "best_bid_size",
  "best_ask_price",
  "best_ask_size",
] as const;
/** Columns of a market-channel capture with one price level per row. */
export const CAPTURE_COLUMNS = [
  "asset_id",
  "event_type",
  "price",
  "side",
  "size",
  "timestamp",
] as const;

const MID_COLUMNS = ["yes_price", "no_price", "mid_price", "mid"];

/** True when the header has all the columns. */
export function hasColumns(header: CsvHeader, columns: readonly string[]): boolean {
  return columns.every((name) => header.has(name));
}

/** The error for a table that holds none of the known formats, naming what is missing. */
export function refuseHeader(header: CsvHeader, path: string): PolytradersError {
  const place = { file: path, line: 1 };
  for (const columns of [CAPTURE_COLUMNS, SUMMARY_COLUMNS, PAIRED_COLUMNS]) {
    const missing = columns.filter((name) => !header.has(name));
    if (missing.length <= columns.length / 3) {
      const found = `no column ${missing.join(", ")}`;
      return new PolytradersError("DATA_COLUMN_MISSING", { found, place });
    }
  }
  const names = [...header.keys()].slice(0, 12).join(", ");
  const mid = MID_COLUMNS.filter((name) => header.has(name));
  if (mid.length > 0) {
    const found = `only mid prices (${mid.join(", ")}) and no bid or ask`;
    return new PolytradersError("DATA_QUOTES_MISSING", { found, place });
  }
  return new PolytradersError("DATA_FORMAT_UNKNOWN", { found: `the columns ${names}`, place });
}
