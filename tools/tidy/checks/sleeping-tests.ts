import { findInLines, type Check } from "../check.ts";
import { isIntegrationTest } from "../paths.ts";

const waiting = /\bset(?:Timeout|Interval)\(|timers\/promises|\bAtomics\.wait\b|\bsleep\(/;

/** Time in tests is virtual; only integration tests may wait for a process. */
export const sleepingTests: Check = {
  name: "sleeping-tests",
  appliesTo: (path) => /(?:^|\/)test\/.*\.ts$/.test(path) && !isIntegrationTest(path),
  find: ({ codeLines }) => findInLines(codeLines, waiting, "a test that waits for real time"),
};
