import { join } from "node:path";
import { runQuietly } from "../bootstrap/child.mjs";
import { root } from "../bootstrap/workspace.mjs";
import type { GateResult } from "./gate.ts";

/** Runs an installed command-line tool in a folder; its own exit code decides. */
export function runTool(name: string, args: readonly string[], cwd = root): Promise<GateResult> {
  return runQuietly(join(root, "node_modules/.bin", name), [...args], { cwd });
}

/** Runs a script under the Node that runs this one. */
export function runScript(path: string, args: readonly string[]): Promise<GateResult> {
  return runQuietly(process.execPath, [join(root, path), ...args]);
}
