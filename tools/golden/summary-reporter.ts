import type { Reporter, TestCase, TestModule } from "vitest/node";

import { readGoldenCoverage } from "./coverage.ts";
import { goldenDirectory } from "./golden-file.ts";

declare module "vitest" {
  interface TaskMeta {
    isGoldenVector?: true;
  }
}

/** Prints, as the last line, how many vectors passed and which functions do not exist yet. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    console.log(summaryOf(modules.flatMap((module) => [...module.children.allTests()])));
  }
}

function summaryOf(tests: readonly TestCase[]): string {
  const { files, implemented, missing } = readGoldenCoverage();
  if (files.length === 0) return `golden: skipped, no vectors in ${goldenDirectory}`;
  const vectors = tests.filter((test) => test.meta().isGoldenVector === true);
  const passed = vectors.filter((test) => test.ok()).length;
  return (
    `golden: ${passed} vectors passed, ${vectors.length - passed} failed; ` +
    `${implemented.length} functions implemented, ` +
    `${missing.length} not yet: [${missing.join(", ")}]`
  );
}
