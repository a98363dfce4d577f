import { parameterRange } from "./parameter-range.ts";
import type { Payload } from "./resolved-spec.ts";
import { sourceKey } from "./source-literal.ts";
import type { Parameter } from "../schema/parameters.ts";
import type { PayloadField } from "../schema/payload.ts";

/** Source of a zod schema that accepts exactly the parameters, defaults not filled in. */
export function parametersZodSource(parameters: Readonly<Record<string, Parameter>>): string {
  return strictObject(mapEntries(parameters, parameterSource), 0);
}

/** Source of a zod schema for a payload. */
export function payloadZodSource(payload: Payload, depth: number): string {
  return strictObject(
    mapEntries(payload, (field) => fieldSource(field, depth + 1)),
    depth,
  );
}

function parameterSource(parameter: Parameter): string {
  switch (parameter.type) {
    case "integer":
    case "number":
      return numberSource(parameter.type, parameterRange(parameter));
    case "boolean":
      return "z.boolean()";
    case "string":
      return stringSource(parameter.choices);
  }
}

function fieldSource(field: PayloadField, depth: number): string {
  const bare = bareFieldSource(field, depth);
  return field.isNullable ? `${bare}.nullable()` : bare;
}

function bareFieldSource(field: PayloadField, depth: number): string {
  switch (field.type) {
    case "number":
    case "integer":
      return numberSource(field.type, field);
    case "boolean":
      return "z.boolean()";
    case "string":
      return stringSource(field.choices);
    case "array":
      return `z.array(${fieldSource(field.items, depth)})`;
    case "object":
      return payloadZodSource(field.fields, depth);
  }
}

function numberSource(
  type: "number" | "integer",
  range: {
    readonly minimum?: number | null | undefined;
    readonly maximum?: number | null | undefined;
  },
): string {
  const start = type === "integer" ? "z.int()" : "z.number()";
  const minimum = range.minimum == null ? "" : `.min(${range.minimum})`;
  const maximum = range.maximum == null ? "" : `.max(${range.maximum})`;
  return `${start}${minimum}${maximum}`;
}

function stringSource(choices: readonly string[] | undefined): string {
  return choices
    ? `z.enum([${choices.map((choice) => JSON.stringify(choice)).join(", ")}])`
    : "z.string()";
}

function strictObject(entries: readonly (readonly [string, string])[], depth: number): string {
  if (entries.length === 0) return "z.strictObject({})";
  const indent = "  ".repeat(depth + 1);
  const lines = entries.map(([name, source]) => `${indent}${sourceKey(name)}: ${source},`);
  return `z.strictObject({\n${lines.join("\n")}\n${"  ".repeat(depth)}})`;
}

function mapEntries<A>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => string,
): [string, string][] {
  return Object.entries(record).map(([name, value]) => [name, map(value)]);
}
