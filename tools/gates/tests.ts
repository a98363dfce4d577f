import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GateResult, TestTotals } from "./gate.ts";
import { runTool } from "./tool.ts";

/** The part that we read of Vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Runs Vitest once and counts from its own report.
 *
 * @param reporter what to print: "dot" shows little beside failures
 */
export async function runTests(
  args: readonly string[],
  reporter: "dot" | "default" = "dot",
): Promise<GateResult> {
  const folder = await mkdtemp(join(tmpdir(), "polytraders-tests-"));
  try {
    const reportPath = join(folder, "report.json");
    const reporters = [
      `--reporter=${reporter}`,
      "--reporter=json",
      `--outputFile.json=${reportPath}`,
    ];
    const result = await runTool("vitest", ["run", ...reporters, ...args]);
    const totals = countTests(await readReport(reportPath));
    return { ...result, detail: describeTotals(totals), totals };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Totals of a report. A file that could not be loaded, and a run without a report, count as one failure. */
export function countTests(report: VitestReport | undefined): TestTotals {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function describeTotals({ passed, failed, skipped }: TestTotals): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

async function readReport(path: string): Promise<VitestReport | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as VitestReport;
  } catch {
    return undefined;
  }
}
