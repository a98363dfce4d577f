import { expect, it } from "vitest";
import { countTests } from "../tests.ts";

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{ status: "passed" }] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
  ],
};

it("takes the totals from the report", () => {
  expect(countTests(report)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

it("counts a file that could not be loaded as a failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  expect(countTests({ ...report, testResults: [...report.testResults, broken] }).failed).toBe(2);
});

it("counts a run that left no report as a failure", () => {
  expect(countTests(undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
