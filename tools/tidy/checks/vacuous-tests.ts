import { findInLines, type Check } from "../check.ts";
import { isTest } from "../paths.ts";

const literalExpectation = /\bexpect\(\s*(?:true|false|null|undefined|\d+|"[^"]*"|'[^']*')\s*\)/;
const emptyTest = /\b(?:it|test)\([^=]*=>\s*\{\s*\}\)/;
// A conformance suite, `describeMarketDataSource(...)`, brings its own expectations; a type test may
// consist of expected errors.
const assertion =
  /\bexpect\b|\bexpectTypeOf\b|\bassert(?:Type)?\b|@ts-expect-error|\bdescribe[A-Z]\w*\(/;

/** Tests that cannot fail. */
export const vacuousTests: Check = {
  name: "vacuous-tests",
  appliesTo: isTest,
  find: ({ text, codeLines }) => [
    ...findInLines(codeLines, literalExpectation, "expects a literal of itself"),
    ...findInLines(codeLines, emptyTest, "a test with nothing in it"),
    ...(assertion.test(text) ? [] : [{ message: "a test file that asserts nothing" }]),
  ],
};
