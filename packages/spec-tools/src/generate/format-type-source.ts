const LINE_WIDTH = 100;

/**
 * Formats what json-schema-to-typescript prints when its own formatter, five times as slow as the
 * compilation itself, is off: indentation, semicolons, no needless parentheses, long unions broken.
 */
export function formatTypeSource(source: string): string {
  let depth = 0;
  let isInComment = false;
  const lines: string[] = [];
  for (const raw of withoutNeedlessParentheses(source).split("\n")) {
    const line = raw.trim();
    if (line === "") continue;
    const indent = "  ".repeat(depth);
    if (line.startsWith("/**") || isInComment) {
      isInComment = !line.endsWith("*/");
      if (depth === 0 && line.startsWith("/**")) separate(lines);
      lines.push(`${indent}${line.startsWith("*") ? " " : ""}${line}`);
      continue;
    }
    if (line.startsWith("}")) {
      depth -= 1;
      const closing = `${line}${depth === 0 ? "" : ";"}`;
      const opening = lines.at(-1) ?? "";
      if (opening.endsWith("{")) lines.splice(-1, 1, `${opening}${closing}`);
      else lines.push(`${"  ".repeat(depth)}${closing}`);
      continue;
    }
    if (depth === 0 && !lines.at(-1)?.endsWith("*/")) separate(lines);
    if (line.endsWith("{")) {
      lines.push(`${indent}${line}`);
      depth += 1;
    } else lines.push(...member(`${indent}${line};`, indent));
  }
  return `${lines.join("\n")}\n`;
}

function separate(lines: string[]): void {
  if (lines.length > 0) lines.push("");
}

/** One member or alias; a union that does not fit has one member to a line. */
function member(line: string, indent: string): string[] {
  const union = line.length > LINE_WIDTH ? splitUnion(line.slice(0, -1)) : undefined;
  if (union === undefined) return [line];
  const members = union.members.map((text) => `${indent}  | ${text}`);
  return [`${indent}${union.start}`, ...members.slice(0, -1), `${members.at(-1) ?? ""};`];
}

function splitUnion(line: string): { start: string; members: string[] } | undefined {
  const match = /^\s*((?:export type \w+ =)|(?:[\w$"]+\??:)) (.*)$/.exec(line);
  const [, start, type] = match ?? [];
  const members = type?.match(/"(?:[^"\\]|\\.)*"|[^|\s]+/g);
  return start === undefined || !members || members.length < 2 ? undefined : { start, members };
}

/** Removes parentheses that enclose a whole type; `(A | B)[]` keeps its own. */
function withoutNeedlessParentheses(source: string): string {
  const removed = new Set<number>();
  const open: number[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 1;
    else if (char === '"') at = endOfString(source, at);
    else if (char === "(") open.push(at);
    else if (char === ")") {
      const start = open.pop();
      const isWhole =
        start !== undefined && /[:=] $/.test(source.slice(Math.max(0, start - 2), start));
      if (isWhole && /^(;|\n|$)/.test(source.slice(at + 1, at + 2))) removed.add(start).add(at);
    }
  }
  let text = "";
  for (let at = 0; at < source.length; at += 1) if (!removed.has(at)) text += source.charAt(at);
  return text;
}

function endOfString(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== '"') at += source[at] === "\\" ? 2 : 1;
  return at;
}
