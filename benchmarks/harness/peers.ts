import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(new URL("../peers/", import.meta.url));
const resolver = createRequire(join(folder, "package.json"));

/**
 * Installs the libraries to compare with into `peers/node_modules`, once. Nothing else of the
 * project needs them.
 *
 * @throws Error with what to do when they cannot be brought
 */
export function installPeers(): void {
  if (existsSync(join(folder, "node_modules", ".package-lock.json"))) return;
  process.stderr.write("Installing the libraries to compare with into benchmarks/peers ...\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync(npm, args, { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  throw new Error(
    "The libraries to compare with could not be installed. This one step needs the npm registry; " +
      "connect and run `npm ci --ignore-scripts` in benchmarks/peers.",
  );
}

/** Loads an installed peer that is CommonJS. The caller states the part of it that is used. */
export function requirePeer(name: string): unknown {
  return resolver(name);
}

/** Imports a file of an installed peer. The caller states the part of it that is used. */
export async function importPeer(path: string): Promise<unknown> {
  return import(pathToFileURL(join(folder, "node_modules", path)).href);
}
