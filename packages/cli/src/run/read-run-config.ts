import { readFileSync } from "node:fs";
import { PolytradersError, type ErrorPlace } from "@polytraders/core";
import { isMap, LineCounter, parseDocument, type Document } from "yaml";
import { runConfigSchema, type RunConfig } from "./run-config.ts";

/**
 * Reads a configuration file, YAML or JSON.
 *
 * @throws PolytradersError CONFIG_UNREADABLE, CONFIG_SYNTAX, CONFIG_INVALID with line and field
 */
export function readRunConfig(file: string): RunConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("CONFIG_UNREADABLE", { found, place: { file }, cause });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    const found = problem.message.split("\n")[0] ?? problem.message;
    throw new PolytradersError("CONFIG_SYNTAX", { found, place: { file, line, column: col } });
  }
  const result = runConfigSchema.safeParse(document.toJS() ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue === undefined ? [] : issue.path;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  throw new PolytradersError("CONFIG_INVALID", {
    found: issue?.message ?? "another shape",
    place: { file, ...positionOf(document, lines, [...path, ...unknown]) },
  });
}

function positionOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): Pick<ErrorPlace, "line" | "column" | "field"> {
  const field = path.map(String).join(".");
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = keyOffset(document, path.slice(0, depth).map(String));
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return { line, column: col, field };
  }
  return { field };
}

/** Where the key at the end of a path stands in the text. */
function keyOffset(document: Document, path: readonly string[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => String(item.key) === path.at(-1));
  const key: unknown = pair?.key;
  if (typeof key !== "object" || key === null || !("range" in key)) return undefined;
  const range: unknown = key.range;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : undefined;
}
