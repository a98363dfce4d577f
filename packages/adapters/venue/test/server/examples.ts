import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@polytraders/core";

const directory =
  process.env["POLYTRADERS_FACTS_DIR"] ??
  join(import.meta.dirname, "../../../../../../shared/facts");
const file = join(directory, "polymarket-examples.json");

/** False where the facts are absent; tests then report themselves as skipped. */
export const hasExamples = existsSync(file);

const exchange = z.object({
  id: z.string(),
  request: z.object({
    method: z.enum(["GET", "POST", "DELETE"]),
    path: z.string(),
    auth: z.string(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    body_string: z.string().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown(),
  }),
});
export type ExampleExchange = z.infer<typeof exchange>;

/** Every recorded exchange of request and answer. */
export function exampleExchanges(): readonly ExampleExchange[] {
  if (!hasExamples) return [];
  const text = readFileSync(file, "utf8");
  return z.object({ rest: z.array(exchange) }).parse(JSON.parse(text)).rest;
}

export function exampleOf(id: string): ExampleExchange {
  const found = exampleExchanges().find((example) => example.id === id);
  if (found === undefined) throw new Error(`the examples hold no ${id}`);
  return found;
}

/**
 * Where an answer lacks something that the example has: a key, or its type. The answer's own list
 * must have rows; a list inside of a row may be empty.
 */
export function shapeDifferences(example: unknown, answer: unknown, path = "$"): string[] {
  if (Array.isArray(example)) {
    if (!Array.isArray(answer)) return [`${path}: expected a list, found ${typeOf(answer)}`];
    const [first] = example;
    if (first === undefined) return [];
    const isWholeAnswer = /^\$(\.(data|markets|events|history|apiKeys))?$/.test(path);
    if (answer.length === 0) return isWholeAnswer ? [`${path}: expected rows, found none`] : [];
    return answer.flatMap((row, at) => shapeDifferences(first, row, `${path}[${at}]`));
  }
  if (typeof example === "object" && example !== null) {
    if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
      return [`${path}: expected an object, found ${typeOf(answer)}`];
    }
    const found = new Map<string, unknown>(Object.entries(answer));
    return Object.entries(example).flatMap(([key, value]) => {
      const at = `${path}.${key}`;
      if (!found.has(key)) return [`${at}: missing`];
      return shapeDifferences(value, found.get(key), at);
    });
  }
  // A value that may be null is null in one of them only.
  if (example === null || answer === null) return [];
  return typeof example === typeof answer
    ? []
    : [`${path}: expected ${typeOf(example)}, found ${typeOf(answer)}`];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value;
}
