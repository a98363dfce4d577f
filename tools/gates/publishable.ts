import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root, workspaceFolders } from "../bootstrap/workspace.mjs";

/** A workspace package that is meant for the registry. */
export interface PublishablePackage {
  readonly name: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Last part of its folder's path, which also names its API report. */
  readonly shortName: string;
}

/** All packages of the workspace that are not private. */
export function publishablePackages(): PublishablePackage[] {
  return workspaceFolders().flatMap((relative) => {
    const folder = join(root, relative);
    const { name, isPrivate } = readIdentity(folder);
    return isPrivate ? [] : [{ name, folder, shortName: basename(folder) }];
  });
}

function readIdentity(folder: string): { name: string; isPrivate: boolean } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const { name, private: isPrivate } = manifest as { name: string; private?: boolean };
    return { name, isPrivate: isPrivate === true };
  } catch {
    // A folder without a manifest is no package.
    return { name: "", isPrivate: true };
  }
}
