import { basename } from "node:path";
import { PolytradersError } from "@polytraders/core";
import { isCompanionFile, readCompanionNames } from "../capture/companion-names.ts";
import { surveyCapture, type CaptureSurvey } from "../capture/capture-survey.ts";
import type { RecordingManifest } from "../recording/recording-format.ts";
import { StagedRecording } from "../recording/staged-recording.ts";
import type { ImportProgress } from "./import-progress.ts";
import { RecordingImport } from "./recording-import.ts";

/** How an import behaves. */
export interface ImportOptions {
  /** Replace a recording of that name. Nothing else is ever replaced. */
  readonly isForced?: boolean;
  /** Short name shown with every result; the folder's name when left out. */
  readonly label?: string;
  /** Told after each piece of a file. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What an import did: the manifest it wrote, and where. */
export interface ImportReport {
  readonly folder: string;
  readonly manifest: RecordingManifest;
}

/**
 * Imports captures into one recording folder. The result is the same in whatever order the files
 * are named; a file named twice is read once. Bad lines are counted and listed, never fatal.
 *
 * @throws DATA_FILE_UNREADABLE, DATA_FORMAT_UNKNOWN, DATA_COLUMN_MISSING, DATA_QUOTES_MISSING for a
 *   file that cannot be used at all; DATA_RECORDING_EXISTS; DATA_MARKET_OVERLAPS when two files
 *   cover the same time of one market; DATA_NOTHING_IMPORTED
 */
export async function importCaptures(
  paths: readonly string[],
  folder: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const surveys = await surveyAll(paths);
  const names = await readCompanionNames(paths);
  const staged = await StagedRecording.begin(folder, options.isForced ?? false);
  try {
    const run = new RecordingImport(surveys, staged, options.onProgress);
    await run.readAll();
    const label = options.label ?? basename(folder);
    return { folder, manifest: await run.publish(label, names) };
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

async function surveyAll(paths: readonly string[]): Promise<CaptureSurvey[]> {
  const byContent = new Map<string, CaptureSurvey>();
  for (const path of [...paths].toSorted()) {
    if (isCompanionFile(path)) continue;
    const survey = await surveyCapture(path);
    if (!byContent.has(survey.sha256)) byContent.set(survey.sha256, survey);
  }
  if (byContent.size === 0) {
    throw new PolytradersError("DATA_NOTHING_IMPORTED", { found: "no capture among the files" });
  }
  return [...byContent.values()].toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey(survey: CaptureSurvey): string {
  return `${basename(survey.path)} ${survey.sha256}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
