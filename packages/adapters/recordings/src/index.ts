export { importCaptures } from "./importing/import-captures.ts";
export type { ImportOptions, ImportProgress, ImportReport } from "./importing/import-captures.ts";
export { openData } from "./open-data.ts";
export type { OpenDataOptions } from "./open-data.ts";
export { MergedSource } from "./recording/merged-source.ts";
export { openRecording, Recording } from "./recording/open-recording.ts";
export type { MarketReport, RecordingManifest } from "./recording/recording-format.ts";
