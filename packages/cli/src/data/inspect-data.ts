import { resolve } from "node:path";
import { inspectRecording } from "@polytraders/adapter-recordings";
import type { DataInspectOptions } from "./data-options.ts";
import type { CliIo } from "../verb.ts";
import { createImportProgress } from "./import-progress.ts";
import { recordingTables } from "./recording-tables.ts";

/** Prints the quality report of recordings; raw captures are imported into the cache first. */
export async function inspectData(
  paths: readonly string[],
  options: DataInspectOptions,
  io: CliIo,
): Promise<void> {
  const progress = createImportProgress(io.isTerminal && options.json !== true);
  const resolved = paths.map((path) => resolve(io.workingDirectory, path));
  try {
    const report = await inspectRecording(resolved, {
      cacheDir: resolve(io.workingDirectory, options.cache),
      onProgress: progress.update,
    });
    progress.stop();
    io.out(options.json === true ? JSON.stringify(report) : recordingTables(report));
  } finally {
    progress.stop();
  }
}
