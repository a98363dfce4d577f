import { resolve } from "node:path";
import { importCaptures, inspectRecording } from "@polytraders/adapter-recordings";
import type { DataImportOptions } from "./data-options.ts";
import type { CliIo } from "../verb.ts";
import { createImportProgress } from "./import-progress.ts";
import { recordingTables } from "./recording-tables.ts";

/** Imports captures and prints what is in the recording that came of it. */
export async function importData(
  files: readonly string[],
  options: DataImportOptions,
  io: CliIo,
): Promise<void> {
  const folder = resolve(io.workingDirectory, options.out);
  const paths = files.map((file) => resolve(io.workingDirectory, file));
  const progress = createImportProgress(io.isTerminal && options.json !== true);
  try {
    await importCaptures(paths, folder, {
      isForced: options.force ?? false,
      ...(options.label === undefined ? {} : { label: options.label }),
      onProgress: progress.update,
    });
  } finally {
    progress.stop();
  }
  const report = await inspectRecording(folder);
  if (options.json === true) io.out(JSON.stringify({ ...report, folder }));
  else io.out(`${recordingTables(report)}\nWritten to ${folder}`);
}
