import type { Check } from "../check.ts";
import { isTest } from "../paths.ts";

const only = /\b(?:it|test|describe|suite)(?:\.\w+|\([^()]*\))*\.only\b/;
const skipped =
  /\b(?:it|test|describe|suite)(?:\.\w+|\([^()]*\))*\.(?:skip|todo|fails)\b|\bx(?:it|describe)\(/;
const reason = /\/\/ (?:skipped|expected to fail): \S+/;

/** No test runs alone, and none is left out without saying why beside it. */
export const testModifiers: Check = {
  name: "test-modifiers",
  appliesTo: isTest,
  find: ({ lines, codeLines }) =>
    codeLines.flatMap((code, index) => {
      const line = index + 1;
      if (only.test(code)) return [{ line, message: "only this test would run" }];
      const isExplained = reason.test(lines[index] ?? "") || reason.test(lines[index - 1] ?? "");
      return skipped.test(code) && !isExplained
        ? [{ line, message: 'left out without a "// skipped: <reason>" beside it' }]
        : [];
    }),
};
