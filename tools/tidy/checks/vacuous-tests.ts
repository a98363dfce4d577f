import { findInLines, type Check } from "../check.ts";
import { isTest } from "../paths.ts";

const literalExpectation = /\bexpect\(\s*(?:true|false|null|undefined|\d+|"[^"]*"|'[^']*')\s*\)/;
const emptyTest = /\b(?:it|test)\([^=]*=>\s*\{\s*\}\)/;
// A conformance suite, `describeMarketDataSource(...)`, and a shared property, `assertSameHash(...)`,
// bring their own expectations.
const assertion = /\bexpect\b|\bexpectTypeOf\b|\bassert\b|\b(?:assert|describe)[A-Z]\w*\(/;

/** Tests that cannot fail. */
export const vacuousTests: Check = {
  name: "vacuous-tests",
  appliesTo: isTest,
  find: ({ path, text, codeLines }) => [
    ...findInLines(codeLines, literalExpectation, "expects a literal of itself"),
    ...findInLines(codeLines, emptyTest, "a test with nothing in it"),
    // A type test fails by not compiling.
    ...(path.endsWith(".test-d.ts") || assertion.test(text)
      ? []
      : [{ message: "a test file that asserts nothing" }]),
  ],
};
