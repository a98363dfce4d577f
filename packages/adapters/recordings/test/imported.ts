import { join } from "node:path";
import { importCaptures, openRecording, type RecordingManifest } from "../src/index.ts";
import { inShort, listRows } from "./row-list.ts";
import type { scratchFolder } from "./scratch-folder.ts";

/** What an import of texts left behind. */
export interface ImportedTexts {
  readonly manifest: RecordingManifest;
  readonly rows: string[];
  readonly folder: string;
}

/** Imports texts as files and returns the manifest and the rows in short. */
export function importerIn(
  scratch: ReturnType<typeof scratchFolder>,
): (files: Record<string, string>) => Promise<ImportedTexts> {
  let runs = 0;
  return async (files) => {
    runs += 1;
    const paths = Object.entries(files).map(([name, text]) => scratch.write(name, text));
    const folder = join(scratch.path, `run-${runs}`);
    const { manifest } = await importCaptures(paths, folder);
    const rows = (await listRows(await openRecording(folder))).map(inShort);
    return { manifest, rows, folder };
  };
}
