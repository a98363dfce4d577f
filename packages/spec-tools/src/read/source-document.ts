import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
} from "yaml";
import type { SpecErrorCode, SpecProblem } from "../problem.ts";

export type FieldPath = readonly PropertyKey[];

/** What is said about one place of a document. */
export interface ProblemText {
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

/** Where a field stands in the text; offsets count from 0. */
export interface FieldSpan {
  /** End of the key, before its colon; the start of the value where there is no key. */
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** True inside or as a `{}` or `[]`. */
  readonly isFlow: boolean;
  /** Column of the key or of the value's first key, counted from 0. */
  readonly indent: number;
}

/** A YAML or JSON file that was read, with a way back from each field to its line and column. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  /** Plain data; `undefined` when the syntax is broken. */
  readonly value: unknown;
  /** Errors of syntax. */
  readonly problems: readonly SpecProblem[];
  /** Where a field stands; `undefined` when it is missing. */
  spanOf(path: FieldPath): FieldSpan | undefined;
  /** A problem at a field; at the nearest parent when the field is missing. */
  problemAt(code: SpecErrorCode, path: FieldPath, text: ProblemText): SpecProblem;
  /** A problem at a key rather than at its value. */
  problemAtKey(code: SpecErrorCode, path: FieldPath, text: ProblemText): SpecProblem;
}

/** Reads YAML, of which JSON is a part. Never throws. */
export function readSourceDocument(file: string, text: string): SourceDocument {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "error" });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problemAtOffset = (
    code: SpecErrorCode,
    offset: number,
    field: string,
    { expected, found, hint }: ProblemText,
  ): SpecProblem => ({ code, file, ...place(offset), field, expected, found, hint });

  const problems = document.errors.map((error) =>
    error.code === "DUPLICATE_KEY"
      ? problemAtOffset("SPEC_KEY_DUPLICATE", error.pos[0], "", {
          expected: "each name once",
          found: `${JSON.stringify(keyAt(text, error.pos[0]))} a second time`,
          hint: "Remove or rename one of the two.",
        })
      : problemAtOffset("SPEC_SYNTAX", error.pos[0], "", {
          expected: "valid YAML or JSON",
          found: firstSentence(error.message),
          hint: syntaxHint(error.code),
        }),
  );
  const value = plainValue(document, problems, problemAtOffset);
  return {
    file,
    text,
    value,
    problems,
    spanOf: (path) => spanOf(document, lineCounter, path, text),
    problemAt: (code, path, texts) =>
      problemAtOffset(code, valueOffset(document, path), formatFieldPath(path), texts),
    problemAtKey: (code, path, texts) =>
      problemAtOffset(code, keyOffset(document, path), formatFieldPath(path), texts),
  };
}

function plainValue(
  document: Document,
  problems: SpecProblem[],
  problemAtOffset: (
    code: SpecErrorCode,
    offset: number,
    field: string,
    text: ProblemText,
  ) => SpecProblem,
): unknown {
  if (document.errors.some((error) => error.code !== "DUPLICATE_KEY")) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    problems.push(
      problemAtOffset("SPEC_SYNTAX", 0, "", {
        expected: "valid YAML or JSON",
        found: error instanceof Error ? firstSentence(error.message) : "something unreadable",
        hint: "Write values out instead of referring to them with *.",
      }),
    );
    return undefined;
  }
}

/** `parameters.windowSeconds.hard`, `inputs.consumes[2].kind`. */
export function formatFieldPath(path: FieldPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += `${text === "" ? "" : "."}${String(part)}`;
  }
  return text;
}

function valueOffset(document: Document, path: FieldPath): number {
  let node: unknown = document.contents;
  let offset = offsetOf(node);
  for (const part of path) {
    node = childOf(node, part)?.value;
    if (!isNode(node)) break;
    offset = offsetOf(node);
  }
  return offset;
}

function keyOffset(document: Document, path: FieldPath): number {
  const parentPath = path.slice(0, -1);
  let node: unknown = document.contents;
  for (const part of parentPath) node = childOf(node, part)?.value;
  const last = path.at(-1);
  const child = last === undefined ? undefined : childOf(node, last);
  return isNode(child?.key) ? offsetOf(child.key) : valueOffset(document, path);
}

function spanOf(
  document: Document,
  lineCounter: LineCounter,
  path: FieldPath,
  text: string,
): FieldSpan | undefined {
  let key: unknown = null;
  let value: unknown = document.contents;
  let isFlow = isCollection(value) && value.flow === true;
  for (const part of path) {
    const child = childOf(value, part);
    if (child === undefined) return undefined;
    ({ key, value } = child);
    isFlow ||= isCollection(value) && value.flow === true;
  }
  if (!isNode(value) || !value.range) return undefined;
  const [valueStart, rangeEnd] = value.range;
  // The range of a block runs on to the line of what follows.
  const valueEnd = Math.max(valueStart, text.slice(0, rangeEnd).trimEnd().length);
  const start = isNode(key) && key.range ? key.range[0] : valueStart;
  const keyEnd = isNode(key) && key.range ? key.range[1] : valueStart;
  return { keyEnd, valueStart, valueEnd, isFlow, indent: lineCounter.linePos(start).col - 1 };
}

function childOf(node: unknown, part: PropertyKey): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) return { key: null, value: node.items[Number(part)] };
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
  );
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

function offsetOf(node: unknown): number {
  return isNode(node) && node.range ? node.range[0] : 0;
}

function syntaxHint(code: string): string {
  return code === "BLOCK_AS_IMPLICIT_KEY" || code === "MULTILINE_IMPLICIT_KEY"
    ? 'Put a text that contains ": " in quotes.'
    : "Check indentation, quotes and brackets near this place.";
}

function firstSentence(message: string): string {
  const line = message.split("\n", 1)[0] ?? message;
  return line.replace(/[.:]$/, "");
}

function keyAt(text: string, offset: number): string {
  return /^["']?([^"':\n]+)/.exec(text.slice(offset, offset + 200))?.[1]?.trim() ?? "a key";
}
