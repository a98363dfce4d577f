import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryFolder } from "./polytraders-process.ts";

const dataFolder = process.env["POLYTRADERS_DATA_DIR"] ?? join(repositoryFolder, "../shared/data");
const gamesFolder = join(dataFolder, "ws-market-mlb");

/** True where the recordings are absent; tests that need them are then reported as skipped. */
export const areGamesAbsent = !existsSync(gamesFolder);

/** Captures of all games of two evenings that ran at the same time. */
export const gameFiles: readonly string[] = areGamesAbsent
  ? []
  : readdirSync(gamesFolder)
      .filter((name) => /(2025-06-24|2025-07-01)\.csv\.gz$/.test(name))
      .toSorted()
      .map((name) => join(gamesFolder, name));
