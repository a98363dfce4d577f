import type { z } from "zod";
import type { SpecProblem } from "../problem.ts";
import { knownKeysAt } from "./known-keys.ts";
import { nearestName, nearestNameHint } from "./nearest-name.ts";
import { formatFieldPath, type FieldPath, type SourceDocument } from "./source-document.ts";

type Issue = z.core.$ZodIssue;

/** Turns what zod found into problems with places, all at once. */
export function shapeProblems(
  document: SourceDocument,
  schema: z.ZodType,
  issues: readonly Issue[],
): SpecProblem[] {
  return issues.flatMap((issue) => issueProblems(document, schema, issue));
}

function issueProblems(document: SourceDocument, schema: z.ZodType, issue: Issue): SpecProblem[] {
  if (issue.code === "unrecognized_keys")
    return unknownKeys(document, schema, issue.path, issue.keys);
  if (issue.code === "invalid_key") return [badKey(document, issue)];
  const value = valueAt(document.value, issue.path);
  if (value === undefined) {
    const name = formatFieldPath(issue.path.slice(-1));
    return [
      document.problemAt("SPEC_FIELD_MISSING", issue.path, {
        expected: expectation(issue),
        found: "nothing",
        hint: `Add ${name}.`,
      }),
    ];
  }
  return [
    document.problemAt("SPEC_FIELD_INVALID", issue.path, {
      expected: expectation(issue),
      found: describeValue(value),
      hint: hintFor(issue, value),
    }),
  ];
}

function unknownKeys(
  document: SourceDocument,
  schema: z.ZodType,
  path: FieldPath,
  keys: readonly string[],
): SpecProblem[] {
  const known = knownKeysAt(schema, document.value, path);
  const parent = valueAt(document.value, path);
  const free = known.filter((name) => !(isRecord(parent) && Object.hasOwn(parent, name)));
  return keys.map((key) =>
    document.problemAtKey("SPEC_KEY_UNKNOWN", [...path, key], {
      expected: "a known name",
      found: JSON.stringify(key),
      hint: nearestNameHint(key, nearestName(key, free) === undefined ? known : free),
    }),
  );
}

function badKey(document: SourceDocument, issue: Issue & { code: "invalid_key" }): SpecProblem {
  return document.problemAtKey("SPEC_FIELD_INVALID", issue.path, {
    expected: issue.issues[0]?.message ?? "another name",
    found: JSON.stringify(String(issue.path.at(-1))),
    hint: "Rename the entry.",
  });
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return oneOf(issue.values.map((value) => String(value)));
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return `at most ${issue.maximum}${countedUnit(issue.origin, Number(issue.maximum))}`;
    case "invalid_union":
      return unionExpectation(issue);
    default:
      return issue.message;
  }
}

function tooSmall(issue: Issue & { code: "too_small" }): string {
  const unit = countedUnit(issue.origin, Number(issue.minimum));
  return issue.inclusive === false
    ? `more than ${issue.minimum}${unit}`
    : `at least ${issue.minimum}${unit}`;
}

function unionExpectation(issue: Issue & { code: "invalid_union" }): string {
  const options = "options" in issue ? issue.options : undefined;
  if (Array.isArray(options)) return oneOf(options.map((option) => String(option)));
  return issue.message;
}

function countedUnit(origin: string, count: number): string {
  if (origin === "array" || origin === "set") return count === 1 ? " entry" : " entries";
  if (origin === "string") return count === 1 ? " character" : " characters";
  return "";
}

function oneOf(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `one of ${names.join(", ")}`;
}

function hintFor(issue: Issue, value: unknown): string {
  if (issue.code === "invalid_value" && typeof value === "string")
    return nearestHint(
      value,
      issue.values.map((item) => String(item)),
    );
  if (issue.code === "invalid_union" && "options" in issue && typeof value === "string")
    return nearestHint(value, Array.isArray(issue.options) ? issue.options.map(String) : []);
  if (issue.code === "invalid_type" && issue.expected === "string")
    return "Put the text in quotes.";
  if (issue.code === "invalid_value" && typeof value === "boolean")
    return "Put the text in quotes.";
  return "Correct the value.";
}

function nearestHint(value: string, known: readonly string[]): string {
  const nearest = nearestName(value, known);
  return nearest === undefined ? "Choose one of them." : `Did you mean "${nearest}"?`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  null: "null",
  number: "a number",
  object: "a mapping of names to values",
  record: "a mapping of names to values",
  string: "text",
  tuple: "a list of fixed length",
};

/** A short picture of what somebody wrote. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string")
    return value === "" ? "empty text" : JSON.stringify(shorten(value));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/** The data at a path; `undefined` where there is none. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part))
      return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
