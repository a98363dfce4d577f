import type { JSONSchema } from "json-schema-to-typescript";
import { parameterRange } from "./parameter-range.ts";
import type { Payload } from "./resolved-spec.ts";
import type { Parameter } from "../schema/parameters.ts";
import type { PayloadField } from "../schema/payload.ts";

/** JSON Schema as the type compiler understands it. */
export type JsonSchema = JSONSchema;

/** JSON Schema of a bot's parameters. Every parameter is required: configuration fills in defaults first. */
export function parametersJsonSchema(parameters: Readonly<Record<string, Parameter>>): JsonSchema {
  return objectSchema(mapValues(parameters, parameterJsonSchema));
}

/** JSON Schema of a signal's payload. */
export function payloadJsonSchema(payload: Payload): JsonSchema {
  return objectSchema(mapValues(payload, payloadFieldJsonSchema));
}

function parameterJsonSchema(parameter: Parameter): JsonSchema {
  const { minimum, maximum } = parameterRange(parameter);
  return {
    type: parameter.type,
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
    ...("choices" in parameter && parameter.choices ? { enum: parameter.choices } : {}),
    description: describe(parameter),
    default: parameter.default,
  };
}

function payloadFieldJsonSchema(field: PayloadField): JsonSchema {
  const bare = bareFieldSchema(field);
  const description = describe(field);
  return field.isNullable
    ? { description, anyOf: [bare, { type: "null" }] }
    : { ...bare, description };
}

function bareFieldSchema(field: PayloadField): JsonSchema {
  switch (field.type) {
    case "number":
    case "integer":
      return {
        type: field.type,
        ...(field.minimum === undefined ? {} : { minimum: field.minimum }),
        ...(field.maximum === undefined ? {} : { maximum: field.maximum }),
      };
    case "string":
      return { type: "string", ...(field.choices ? { enum: field.choices } : {}) };
    case "boolean":
      return { type: "boolean" };
    case "array":
      return { type: "array", items: payloadFieldJsonSchema(field.items) };
    case "object":
      return payloadJsonSchema(field.fields);
  }
}

function objectSchema(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
  };
}

/** Description with its unit. */
function describe(field: {
  readonly description: string;
  readonly unit?: string | undefined;
}): string {
  return field.unit === undefined ? field.description : `${field.description} Unit: ${field.unit}.`;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
