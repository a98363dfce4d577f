import { basename, dirname, join, resolve } from "node:path";

/** Where the files of a spec go. */
export interface GenerationTarget {
  readonly folder: string;
  /** False when the spec already lies in its bot's folder. */
  readonly needsCopy: boolean;
}

/**
 * `<root>/specs/<layer>/<name>.yaml` belongs to `<root>/packages/bots/<layer>-<name>`; any other spec
 * belongs to the folder it lies in.
 */
export function generationTarget(specPath: string): GenerationTarget {
  const layerFolder = dirname(specPath);
  const specsFolder = join(layerFolder, "..");
  if (basename(resolve(specsFolder)) !== "specs") return { folder: layerFolder, needsCopy: false };
  const name = basename(specPath).replace(/\.(yaml|yml|json)$/, "");
  const folder = `${basename(resolve(layerFolder))}-${name.replaceAll("_", "-")}`;
  return { folder: join(specsFolder, "..", "packages", "bots", folder), needsCopy: true };
}
