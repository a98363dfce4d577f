export { importCaptures } from "./importing/import-captures.ts";
export type { ImportOptions, ImportReport } from "./importing/import-captures.ts";
export type { ImportProgress } from "./importing/import-progress.ts";
export { inspectRecording } from "./inspect-recording.ts";
export type { InspectReport, Totals } from "./inspect-recording.ts";
export { openData } from "./open-data.ts";
export type { OpenDataOptions } from "./open-data.ts";
export { MergedSource } from "./recording/merged-source.ts";
export { openRecording, Recording } from "./recording/open-recording.ts";
export type {
  MarketReport,
  RecordingManifest,
  RecordingSourceFile,
  RecordingWarning,
} from "./recording/recording-format.ts";
export { writeRecording } from "./recording/write-recording.ts";
export type { WriteRecordingOptions } from "./recording/write-recording.ts";
