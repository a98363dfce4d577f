import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseHeader, splitCsvLine } from "./csv-row.ts";

const COMPANION = "assets.csv";

/**
 * Outcome names by token id, from an `assets.csv` (`market_slug,asset_id,gamma_market_id,
 * outcome_name`) that lies beside the captures. Names in the captures themselves come first.
 */
export async function readCompanionNames(paths: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const folders = new Set(paths.map((path) => dirname(path)));
  for (const folder of [...folders].toSorted()) {
    const file = join(folder, COMPANION);
    if (!existsSync(file)) continue;
    const lines = (await readFile(file, "utf8")).split(/\r?\n/);
    const header = parseHeader(lines[0] ?? "");
    const token = header.get("asset_id");
    const name = header.get("outcome_name");
    if (token === undefined || name === undefined) continue;
    for (const line of lines.slice(1)) {
      const fields = splitCsvLine(line);
      const outcome = fields[name]?.trim() ?? "";
      if (outcome !== "") names.set(fields[token] ?? "", outcome);
    }
  }
  return names;
}

/** True for a file that only describes markets of the captures beside it. */
export function isCompanionFile(path: string): boolean {
  const name = basename(path);
  return name === COMPANION || name.endsWith("_markets.csv");
}
