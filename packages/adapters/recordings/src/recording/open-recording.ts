import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  PolytradersError,
  type DataOrigin,
  type MarketDataBatch,
  type MarketDataSource,
  type MarketDefinition,
} from "@polytraders/core";
import { hashFile } from "../capture/file-hash.ts";
import { readParquetRows } from "./parquet-rows.ts";
import {
  MANIFEST_FILE,
  RECORDING_FORMAT_VERSION,
  recordingManifestSchema,
  ROWS_FILE,
  type RecordingManifest,
} from "./recording-format.ts";

/** A recording on disk, replayable any number of times. */
export class Recording implements MarketDataSource {
  readonly folder: string;
  readonly manifest: RecordingManifest;
  readonly origin: DataOrigin;
  readonly markets: readonly MarketDefinition[];
  readonly rowCount: number;

  constructor(folder: string, manifest: RecordingManifest) {
    this.folder = folder;
    this.manifest = manifest;
    const { kind, label } = manifest.origin;
    this.origin = {
      kind: kind === "live" ? "recording" : kind,
      label,
      fingerprint: manifest.rowsSha256,
    };
    this.markets = manifest.markets;
    this.rowCount = manifest.rowCount;
  }

  batches(): AsyncGenerator<MarketDataBatch> {
    return readParquetRows(join(this.folder, ROWS_FILE), this.rowCount);
  }
}

/** True when the path is a folder that holds a recording, whole or not. */
export function isRecordingFolder(path: string): boolean {
  return existsSync(join(path, MANIFEST_FILE)) || existsSync(join(path, ROWS_FILE));
}

/**
 * Opens a recording folder. The rows are checked against the hash in the manifest first, so a
 * truncated or altered file is refused before a single row is used.
 *
 * @throws DATA_RECORDING_NOT_FOUND, DATA_RECORDING_CORRUPT, DATA_RECORDING_VERSION
 */
export async function openRecording(folder: string): Promise<Recording> {
  const manifest = await readManifest(folder);
  const rowsPath = join(folder, ROWS_FILE);
  if (!existsSync(rowsPath)) throw notFound(folder, `no ${ROWS_FILE}`);
  const { size } = await stat(rowsPath);
  if (size !== manifest.rowsBytes) {
    throw corrupt(rowsPath, `${size} bytes instead of ${manifest.rowsBytes}`);
  }
  if ((await hashFile(rowsPath)) !== manifest.rowsSha256) {
    throw corrupt(rowsPath, "contents that do not match the hash in the manifest");
  }
  return new Recording(folder, manifest);
}

async function readManifest(folder: string): Promise<RecordingManifest> {
  const path = join(folder, MANIFEST_FILE);
  if (!existsSync(path)) throw notFound(folder, `no ${MANIFEST_FILE}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw corrupt(path, cause instanceof Error ? cause.message : "unreadable JSON", cause);
  }
  refuseOtherVersion(parsed, path);
  const checked = recordingManifestSchema.safeParse(parsed);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new PolytradersError("DATA_RECORDING_CORRUPT", {
      found: issue?.message ?? "a manifest of another shape",
      place: { file: path, field: issue?.path.join(".") ?? "" },
    });
  }
  return checked.data;
}

function refuseOtherVersion(parsed: unknown, path: string): void {
  const version: unknown =
    typeof parsed === "object" && parsed !== null
      ? Reflect.get(parsed, "formatVersion")
      : undefined;
  if (typeof version !== "number" || version === RECORDING_FORMAT_VERSION) return;
  throw new PolytradersError("DATA_RECORDING_VERSION", {
    expected: `recording format ${RECORDING_FORMAT_VERSION}`,
    found: `format ${version}`,
    place: { file: path, field: "formatVersion" },
  });
}

function notFound(folder: string, found: string): PolytradersError {
  return new PolytradersError("DATA_RECORDING_NOT_FOUND", { found, place: { file: folder } });
}

function corrupt(file: string, found: string, cause?: unknown): PolytradersError {
  return new PolytradersError("DATA_RECORDING_CORRUPT", { found, place: { file }, cause });
}
