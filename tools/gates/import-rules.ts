import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, workspaceFolders } from "../bootstrap/workspace.mjs";
import type { GateResult } from "./gate.ts";
import { runTool } from "./tool.ts";

/** The part that we read of dependency-cruiser's JSON report. */
export interface CruiseReport {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/**
 * Runs the import rules. The checker has passed before without reading a single file, so the gate
 * also fails when fewer modules were cruised than there are source files.
 */
export async function checkImportRules(): Promise<GateResult> {
  const folders = foldersToCruise();
  const report = await cruise(root, folders);
  if ("failure" in report) return { succeeded: false, output: report.failure };
  const { totalCruised, violations } = report.summary;
  const sources = countFiles(folders);
  const lines = violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  if (totalCruised < sources) {
    lines.push(`only ${totalCruised} modules were cruised of ${sources} files`);
  }
  return {
    succeeded: lines.length === 0,
    output: lines.join("\n"),
    detail: `${totalCruised} modules`,
  };
}

/** Runs the import checker on folders below `base`, with the repository's rules. */
export async function cruise(
  base: string,
  folders: readonly string[],
): Promise<CruiseReport | { readonly failure: string }> {
  const args = ["--config", join(root, ".dependency-cruiser.mjs"), "--output-type", "json"];
  const { output } = await runTool("depcruise", [...args, ...folders], base);
  return parseReport(output) ?? { failure: output };
}

/** Source and test folders of all packages, relative to the root. */
function foldersToCruise(): string[] {
  return workspaceFolders()
    .filter((folder) => folder.startsWith("packages/"))
    .flatMap((folder) => [`${folder}/src`, `${folder}/test`])
    .filter((folder) => existsSync(join(root, folder)));
}

function countFiles(folders: readonly string[]): number {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }))
    .filter((file) => file.endsWith(".ts")).length;
}

function parseReport(output: string): CruiseReport | undefined {
  const start = output.indexOf("{");
  try {
    return JSON.parse(output.slice(start)) as CruiseReport;
  } catch {
    return undefined;
  }
}
