import type { Check } from "../check.ts";
import { isHandWrittenCode } from "../paths.ts";

const directive = /(?:\/\/|\/\*)\s*(?:oxlint-disable|eslint-disable|@ts-expect-error|@ts-ignore)/;
const inlineReason = / -- \S+/;
const comment = /^\s*(?:\/\/|\*|\/\*)/;

/** Every exception from a rule says why: after `--`, or in the comment above it. */
export const explainedExceptions: Check = {
  name: "explained-exceptions",
  appliesTo: isHandWrittenCode,
  find: ({ lines }) =>
    lines.flatMap((text, index) => {
      if (!directive.test(text)) return [];
      const above = lines[index - 1] ?? "";
      const isExplained =
        inlineReason.test(text) || (comment.test(above) && !directive.test(above));
      return isExplained ? [] : [{ line: index + 1, message: 'an exception without "-- reason"' }];
    }),
};
