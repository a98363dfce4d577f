import { findInLines, type Check } from "../check.ts";
import { isDeterministicSource } from "../paths.ts";

/** The current time as a date, which the linter's rules on properties do not see. */
export const ambientDate: Check = {
  name: "ambient-date",
  appliesTo: isDeterministicSource,
  find: ({ codeLines }) =>
    findInLines(
      codeLines,
      /new Date\(\s*\)|(?<![\w.])Date\(\s*\)/,
      "time is a port, take it as an argument",
    ),
};
