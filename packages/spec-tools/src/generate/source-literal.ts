const LINE_WIDTH = 100;

/** TypeScript source that is printed as it stands. */
export class SourceText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Prints plain data as a TypeScript literal in the formatter's style: objects one entry to a line,
 * arrays on one line where they fit. Every string is escaped, so no spec can inject code.
 */
export function sourceLiteral(value: unknown, depth = 0, column = 0): string {
  if (value instanceof SourceText) return value.text;
  if (Array.isArray(value)) return arrayLiteral(value, depth, column);
  if (typeof value === "object" && value !== null) return objectLiteral(value, depth);
  return JSON.stringify(value);
}

/** A property name, quoted only where it must be. */
export function sourceKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : JSON.stringify(name);
}

function arrayLiteral(items: readonly unknown[], depth: number, column: number): string {
  if (items.length === 0) return "[]";
  const flat = `[${items.map((item) => sourceLiteral(item, depth)).join(", ")}]`;
  if (!flat.includes("\n") && column + flat.length + 1 <= LINE_WIDTH) return flat;
  const indent = "  ".repeat(depth + 1);
  if (items.every((item) => typeof item === "number")) return filled(items, indent, depth);
  const lines = items.map((item) => `${indent}${sourceLiteral(item, depth + 1, indent.length)},`);
  return `[\n${lines.join("\n")}\n${"  ".repeat(depth)}]`;
}

/** Numbers fill their lines. */
function filled(items: readonly number[], indent: string, depth: number): string {
  const lines: string[] = [];
  let line = indent;
  for (const item of items) {
    const text = `${item},`;
    if (line !== indent && line.length + 1 + text.length > LINE_WIDTH) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? text : ` ${text}`;
  }
  return `[\n${[...lines, line].join("\n")}\n${"  ".repeat(depth)}]`;
}

function objectLiteral(value: object, depth: number): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const indent = "  ".repeat(depth + 1);
  const mustQuote = entries.some(([name]) => sourceKey(name) !== name);
  const lines = entries.map(([name, item]) => {
    const key = mustQuote && !isNumeric(name) ? JSON.stringify(name) : sourceKey(name);
    const start = `${indent}${key}: `;
    const flat = sourceLiteral(item, depth + 1, start.length);
    const isLongText = typeof item === "string" && start.length + flat.length + 1 > LINE_WIDTH;
    return isLongText ? `${indent}${key}:\n${indent}  ${flat},` : `${start}${flat},`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function isNumeric(name: string): boolean {
  return /^\d+$/.test(name);
}
