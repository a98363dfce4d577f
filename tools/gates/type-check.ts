import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, workspaceFolders } from "../bootstrap/workspace.mjs";
import type { GateResult } from "./gate.ts";
import { runTool } from "./tool.ts";

/** Type-checks sources together with their tests, which the build leaves out, and the tools. */
export async function checkTypes(): Promise<GateResult> {
  const projects = [...workspaceFolders(), "tools"]
    .map((folder) => `${folder}/tsconfig.json`)
    .filter((path) => existsSync(join(root, path)));
  const result = await runTool("tsc", ["-b", ...projects]);
  return { ...result, detail: `${projects.length} projects` };
}
