import type { GateResult } from "./gate.ts";
import { runTool } from "./tool.ts";

// One program for everything takes a third of the time of one per package. Examples resolve
// the packages in their own way.
const projects = ["tsconfig.check.json", "examples/tsconfig.json"];

/** Type-checks tests, tools, benchmarks and examples, beside the sources that they use. */
export async function checkTypes(): Promise<GateResult> {
  const listed = await runTool("tsc", ["-p", "tsconfig.check.json", "--listFilesOnly"]);
  const testCount = listed.output.split("\n").filter((path) => path.includes(".test.")).length;
  if (testCount === 0) return { succeeded: false, output: "no test file was checked" };
  const results = await Promise.all(projects.map((project) => runTool("tsc", ["-p", project])));
  return {
    succeeded: results.every(({ succeeded }) => succeeded),
    output: results.map(({ output }) => output).join(""),
    detail: `${testCount} test files`,
  };
}
