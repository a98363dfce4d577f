// @ts-check
// Where things are. Plain ESM without dependencies: this runs before anything is installed.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** The pinned Node that runs everything after the installation. */
export const pinnedNode = join(
  root,
  "node_modules/node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** Path of the compiler's command, run under the pinned Node. */
export const compiler = join(root, "node_modules/typescript/bin/tsc");

/**
 * The pinned package manager, `pnpm@<version>`, from `config.packageManager` in package.json: under
 * the standard key pnpm would look for builds of itself for every platform.
 * @returns {string}
 */
export function packageManager() {
  /** @type {{ config: { packageManager: string } }} */
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifest.config.packageManager;
}

/**
 * Folders of all workspace packages, relative to the root, sorted: the globs under `packages:`
 * in pnpm-workspace.yaml, which are all of the form `folder` or `folder/*`.
 * @returns {string[]}
 */
export function workspaceFolders() {
  const lines = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8").split("\n");
  const start = lines.indexOf("packages:") + 1;
  const length = lines.slice(start).findIndex((line) => !/^\s+-\s/.test(line));
  const globs = lines
    .slice(start, start + length)
    .map((line) => line.replace(/^\s+-\s+/, "").trim());
  return globs
    .flatMap((glob) => (glob.endsWith("/*") ? subfolders(glob.slice(0, -2)) : [glob]))
    .toSorted();
}

/** @param {string} folder */
function subfolders(folder) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => `${folder}/${entry.name}`);
  } catch {
    return [];
  }
}
