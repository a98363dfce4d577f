import { findInLines, type Check } from "../check.ts";
import { isHandWrittenCode } from "../paths.ts";

// Written so that it does not match itself.
const marker = /\b(?:TO[D]O|FIX[M]E|XX[X])\b|not [i]mplemented/;

/** Notes to oneself belong in an issue. */
export const unfinishedWork: Check = {
  name: "unfinished-work",
  appliesTo: isHandWrittenCode,
  find: ({ lines }) => findInLines(lines, marker, "unfinished"),
};
