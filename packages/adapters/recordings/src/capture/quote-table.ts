import { PolytradersError } from "@polytraders/core";
import type { CsvHeader } from "./csv-row.ts";

export function isQuoteHeader(_header: CsvHeader): boolean {
  return false;
}
export function refuseHeader(header: CsvHeader, path: string): PolytradersError {
  return new PolytradersError("DATA_FORMAT_UNKNOWN", { found: [...header.keys()].slice(0, 8).join(","), place: { file: path, line: 1 } });
}
