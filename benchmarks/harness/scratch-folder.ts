import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(tmpdir(), `polytraders-benchmarks-${process.pid}`);

/** A folder of this run in the system's temporary folder. */
export function scratchFolder(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Removes all folders of this run. */
export function removeScratch(): void {
  rmSync(root, { recursive: true, force: true });
}
