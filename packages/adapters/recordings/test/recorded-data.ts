import { existsSync } from "node:fs";
import { join } from "node:path";

const repository = join(import.meta.dirname, "../../../..");

/** Folder of real recordings, which are not part of the repository. */
export const dataFolder = process.env["POLYTRADERS_DATA_DIR"] ?? join(repository, "../shared/data");

/** True where the recordings are absent; tests that need them are then reported as skipped. */
export const isDataAbsent = !existsSync(join(dataFolder, "ws-market-mlb"));

export const capturesFolder = join(dataFolder, "ws-market-mlb");
