import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolytradersError } from "@polytraders/core";
import { isCompanionFile } from "./capture/companion-names.ts";
import { hashFile } from "./capture/file-hash.ts";
import { fileStem } from "./capture/file-lines.ts";
import { importCaptures } from "./importing/import-captures.ts";
import type { ImportProgress } from "./importing/import-progress.ts";
import { MergedSource } from "./recording/merged-source.ts";
import { isRecordingFolder, openRecording, type Recording } from "./recording/open-recording.ts";
import { RECORDING_FORMAT_VERSION } from "./recording/recording-format.ts";

/** Raised when the importer's output changes, so that cached imports are made anew. */
const IMPORTER_VERSION = 1;
const CAPTURE_NAME = /\.(csv|ndjson|jsonl|json)(\.gz)?$/i;

/** How data is opened. */
export interface OpenDataOptions {
  /** Folder in which imports of raw captures are kept; the system's temporary folder by default. */
  readonly cacheDir?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Opens recordings, raw captures, folders of captures, or any mixture as one source. Raw captures
 * are imported once and kept in the cache under the hash of their contents. The order of the paths
 * makes no difference to the result.
 *
 * @throws DATA_FILE_UNREADABLE for a path that does not exist, DATA_MARKET_OVERLAPS, and whatever
 *   importing and opening throw
 */
export async function openData(
  paths: readonly string[],
  options: OpenDataOptions = {},
): Promise<Recording | MergedSource> {
  const recordings: Recording[] = [];
  const captures: string[] = [];
  for (const path of new Set(paths)) {
    if (!existsSync(path)) {
      throw new PolytradersError("DATA_FILE_UNREADABLE", {
        found: "no such file or folder",
        place: { file: path },
      });
    }
    if (isRecordingFolder(path)) recordings.push(await openRecording(path));
    else if ((await stat(path)).isDirectory()) captures.push(...(await listCaptures(path)));
    else captures.push(path);
  }
  if (captures.length > 0) recordings.push(await importOnce(captures, options));
  const unique = [...new Map(recordings.map((one) => [one.origin.fingerprint, one])).values()];
  const [only] = unique;
  if (only === undefined) {
    throw new PolytradersError("DATA_NOTHING_IMPORTED", { found: "no recording and no capture" });
  }
  return unique.length === 1 ? only : new MergedSource(unique);
}

async function listCaptures(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).toSorted();
  return names
    .filter((name) => CAPTURE_NAME.test(name) && !isCompanionFile(name))
    .map((name) => join(folder, name));
}

async function importOnce(
  captures: readonly string[],
  options: OpenDataOptions,
): Promise<Recording> {
  const hashes: string[] = [];
  for (const path of captures) hashes.push(`${fileStem(path)} ${await hashFile(path)}`);
  const key = createHash("sha256")
    .update(`${RECORDING_FORMAT_VERSION} ${IMPORTER_VERSION}\n${hashes.toSorted().join("\n")}`)
    .digest("hex")
    .slice(0, 32);
  const folder = join(options.cacheDir ?? join(tmpdir(), "polytraders-recordings"), key);
  const cached = await openCached(folder);
  if (cached !== undefined) return cached;
  const { onProgress } = options;
  const label = labelOf(captures);
  await importCaptures(captures, folder, {
    isForced: true,
    label,
    ...(onProgress && { onProgress }),
  });
  return openRecording(folder);
}

/** A damaged cache entry is as good as none. */
async function openCached(folder: string): Promise<Recording | undefined> {
  try {
    return await openRecording(folder);
  } catch (error) {
    if (error instanceof PolytradersError) return undefined;
    throw error;
  }
}

function labelOf(captures: readonly string[]): string {
  const stems = captures.map(fileStem).toSorted();
  const first = stems[0] ?? "";
  return stems.length <= 1 ? first : `${first} and ${stems.length - 1} more`;
}
