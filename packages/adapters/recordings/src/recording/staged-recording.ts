import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { PolytradersError } from "@polytraders/core";
import { hashFile } from "../capture/file-hash.ts";
import { MANIFEST_FILE, ROWS_FILE, type RecordingManifest } from "./recording-format.ts";
import { RowWriter } from "./row-writer.ts";

/** What the writer of a recording knows itself; the rest is measured from the written file. */
export type ManifestContents = Omit<
  RecordingManifest,
  "rowsSha256" | "rowsBytes" | "rowCount" | "firstTimeMs" | "lastTimeMs"
>;

/**
 * A recording being written in a temporary folder beside its target. It appears under its name in
 * one step, complete; an interrupted or failed run leaves the target as it was.
 */
export class StagedRecording {
  readonly folder: string;
  readonly writer: RowWriter;
  private readonly target: string;

  private constructor(folder: string, target: string, writer: RowWriter) {
    this.folder = folder;
    this.target = target;
    this.writer = writer;
  }

  /**
   * @throws DATA_RECORDING_EXISTS when the target exists and may not be replaced, or holds
   *   something other than a recording
   */
  static async begin(target: string, isForced: boolean): Promise<StagedRecording> {
    refuseExisting(target, isForced);
    const parent = dirname(resolve(target));
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(join(parent, `.${basename(resolve(target))}-unfinished-`));
    await chmod(folder, 0o755);
    return new StagedRecording(folder, resolve(target), await RowWriter.open(folder));
  }

  /** Writes the Parquet file and the manifest and gives the folder its name. */
  async publish(
    contents: ManifestContents,
    finalIndexes: readonly number[],
  ): Promise<RecordingManifest> {
    const rowsPath = join(this.folder, ROWS_FILE);
    const { rowCount, firstTimeMs, lastTimeMs } = this.writer;
    await this.writer.writeParquet(rowsPath, finalIndexes);
    this.writer.close();
    await this.removeWorkingFiles();
    const manifest: RecordingManifest = {
      ...contents,
      rowCount,
      firstTimeMs,
      lastTimeMs,
      rowsSha256: await hashFile(rowsPath),
      rowsBytes: (await stat(rowsPath)).size,
    };
    await writeFile(join(this.folder, MANIFEST_FILE), formatManifest(manifest));
    await this.replaceTarget();
    return manifest;
  }

  /** Removes everything written so far. */
  async discard(): Promise<void> {
    this.writer.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async removeWorkingFiles(): Promise<void> {
    for (const name of ["rows.duckdb", "rows.duckdb.wal", "rows.duckdb.tmp"]) {
      await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }

  private async replaceTarget(): Promise<void> {
    if (!existsSync(this.target)) {
      await rename(this.folder, this.target);
      return;
    }
    const old = `${this.folder}-replaced`;
    await rename(this.target, old);
    await rename(this.folder, this.target);
    await rm(old, { recursive: true, force: true });
  }
}

/** Readable for people, one market per line, and small for a hundred thousand markets. */
function formatManifest({ markets, reports, ...head }: RecordingManifest): string {
  const lines = (list: readonly unknown[]): string =>
    `[\n${list.map((element) => JSON.stringify(element)).join(",\n")}\n]`;
  const opening = JSON.stringify(head, null, 1).slice(0, -"\n}".length);
  return `${opening},\n "markets": ${lines(markets)},\n "reports": ${lines(reports)}\n}\n`;
}

function refuseExisting(target: string, isForced: boolean): void {
  if (!existsSync(target)) return;
  const isRecording = isManifest(join(target, MANIFEST_FILE));
  if (isForced && isRecording) return;
  throw new PolytradersError("DATA_RECORDING_EXISTS", {
    found: isRecording ? "a recording of that name" : "something that is no recording",
    place: { file: target },
    ...(isForced ? { hint: "Only a recording is replaced; choose another folder." } : {}),
  });
}

function isManifest(path: string): boolean {
  return existsSync(path) && readFileSync(path, "utf8").includes('"formatVersion"');
}
