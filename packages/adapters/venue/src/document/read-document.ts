import {
  PolytradersError,
  type ErrorCode,
  type ErrorDetail,
  type ErrorPlace,
  z,
} from "@polytraders/core";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import { nearestName } from "./nearest-name.ts";

type Issue = z.core.$ZodIssue;

/** What is to be read and what an error about it is called. */
export interface DocumentKind<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Code of every error: syntax, shape and values. */
  readonly code: ErrorCode;
}

/**
 * Reads YAML, of which JSON is a part, into what a schema describes.
 *
 * @param file - name for messages
 * @throws PolytradersError of the kind's code, with line, column and field of the first problem
 */
export function readDocument<Schema extends z.ZodType>(
  text: string,
  file: string,
  kind: DocumentKind<Schema>,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // What is odd but allowed is the schema's to judge; a parser does not write to the console.
    logLevel: "error",
  });
  const syntax = document.errors[0];
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new PolytradersError(kind.code, {
      expected: "YAML or JSON",
      found: reasonOf(syntax),
      place: { file, line, column: col },
    });
  }
  const result = kind.schema.safeParse(contentOf(document, file, kind.code), {
    error: (issue) => (issue.code === "unrecognized_keys" ? hintOfKey(issue) : undefined),
  });
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  if (issue === undefined) throw new PolytradersError(kind.code, { found: "another shape" });
  throw new PolytradersError(kind.code, detailOf(issue, { document, lines, file }));
}

/** Aliases can blow a few lines up to gigabytes; the parser refuses and says so. */
function contentOf(document: Document, file: string, code: ErrorCode): unknown {
  try {
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    return content ?? {};
  } catch (cause) {
    throw new PolytradersError(code, { found: reasonOf(cause), place: { file }, cause });
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const isTooDeep =
    cause instanceof RangeError || ("code" in cause && cause.code === "RESOURCE_EXHAUSTION");
  return isTooDeep ? "levels nested too deep" : cause.message;
}

interface Source {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
}

/** The problem that lies furthest inside: of a union, the one of the form that was meant. */
function deepest(issues: readonly Issue[]): Issue | undefined {
  let best: Issue | undefined;
  for (const issue of issues) {
    const candidate = issue.code === "invalid_union" ? (deepestOfUnion(issue) ?? issue) : issue;
    if (best === undefined || candidate.path.length > best.path.length) best = candidate;
  }
  return best;
}

function deepestOfUnion(issue: Extract<Issue, { code: "invalid_union" }>): Issue | undefined {
  const inner = deepest(issue.errors.flat());
  if (inner === undefined || inner.path.length === 0) return undefined;
  return { ...inner, path: [...issue.path, ...inner.path] };
}

function detailOf(issue: Issue, source: Source): ErrorDetail {
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return {
      expected: "a known field",
      found: key,
      hint: issue.message,
      place: placeOf([...issue.path, key], source),
    };
  }
  return {
    expected: expectedBy(issue),
    found: textAt(issue.path, source.document),
    place: placeOf(issue.path, source),
  };
}

/** What to do about a field that is not known. */
function hintOfKey({ keys, inst }: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>): string {
  const known = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
  const nearest = nearestName(keys[0] ?? "", known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return known.length === 0
    ? "Correct its spelling or its indentation, or remove it."
    : `Known here: ${known.join(", ")}.`;
}

function expectedBy(issue: Issue): string {
  if (issue.code === "invalid_value") {
    return issue.values.length === 1
      ? String(issue.values[0])
      : `one of ${issue.values.join(", ")}`;
  }
  if (issue.code === "too_small") return `${issue.minimum} or more`;
  if (issue.code === "too_big") return `${issue.maximum} or less`;
  if (issue.code !== "invalid_type") return issue.message;
  return issue.expected === "object" ? "a mapping" : `a ${issue.expected}`;
}

/** The value at a path as it is written. */
function textAt(path: readonly PropertyKey[], document: Document): string {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isScalar(node)) return JSON.stringify(node.value);
  if (isMap(node)) return "a mapping";
  return isSeq(node) ? "a list" : "nothing";
}

/** Where a path stands; the nearest field around it where it does not exist. */
function placeOf(path: readonly PropertyKey[], source: Source): ErrorPlace {
  const field = path.map(String).join(".");
  const place = { file: source.file, ...(field === "" ? {} : { field }) };
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = offsetOf(path.slice(0, depth), source.document);
    if (offset === undefined) continue;
    const { line, col } = source.lines.linePos(offset);
    return { ...place, line, column: col };
  }
  return place;
}

function offsetOf(path: readonly PropertyKey[], document: Document): number | undefined {
  const parent: unknown =
    path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isSeq(parent)) {
    const item = parent.items[Number(last)];
    return hasRange(item) ? item.range[0] : undefined;
  }
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last));
  return hasRange(pair?.key) ? pair.key.range[0] : undefined;
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
