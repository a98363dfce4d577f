import fc from "fast-check";

/** The part of JSON Schema that the published contracts use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** Values that a schema accepts. */
export function validValues(schema: JsonSchema): fc.Arbitrary<unknown> {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map(validValues));
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (typeof schema.type === "object") {
    return fc.oneof(...schema.type.map((type) => validValues({ ...schema, type })));
  }
  switch (schema.type) {
    case undefined:
      return fc.jsonValue();
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      return fc.string({ minLength: schema.minLength ?? 0 });
    case "integer":
      return fc.integer({ min: lowest(schema), max: highest(schema) });
    case "number":
      return fc.double({ min: lowest(schema), max: highest(schema), noNaN: true });
    case "array":
      return validArrays(schema);
    case "object":
      return validObjects(schema);
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
}

/** Values that a schema refuses, the near misses among them; none where it takes anything. */
export function invalidValues(schema: JsonSchema): readonly unknown[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return refusedByAll(alternatives);
  if ("const" in schema) return [undefined, null, `${String(schema.const)}_`, [schema.const]];
  if (schema.enum !== undefined)
    return [null, 0, "", ...schema.enum.map((item) => `${String(item)}_`)];
  if (typeof schema.type === "object") {
    return refusedByAll(schema.type.map((type) => ({ ...schema, type })));
  }
  switch (schema.type) {
    case undefined:
      return [];
    case "null":
      return [0, "", false, "null", {}];
    case "boolean":
      return [null, 0, 1, "true"];
    case "string":
      return [null, 1, {}, ...((schema.minLength ?? 0) > 0 ? [""] : [])];
    case "integer":
      return [null, "1", 0.5, Number.NaN, Number.POSITIVE_INFINITY, ...outside(schema)];
    case "number":
      return [null, "1", Number.NaN, Number.POSITIVE_INFINITY, ...outside(schema)];
    case "array":
      return [null, {}, "", ...(schema.prefixItems === undefined ? [] : [[]])];
    default:
      return [null, 1, "", []];
  }
}

function refusedByAll(alternatives: readonly JsonSchema[]): readonly unknown[] {
  const accepts = (value: unknown) =>
    alternatives.some(({ type }) => type === undefined || isOfType(value, type));
  return alternatives.flatMap(invalidValues).filter((value) => !accepts(value));
}

/** Whether a value might pass for a type; generous, because a wrong "yes" only drops a mutant. */
function isOfType(value: unknown, type: string | readonly string[]): boolean {
  if (typeof type === "object") return type.some((item) => isOfType(value, item));
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  return typeof value === type;
}

function validArrays(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(validValues));
  if (typeof schema.items !== "object") throw new Error("array without items");
  return fc.array(validValues(schema.items), { maxLength: 3 });
}

function validObjects(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.properties === undefined) {
    const { additionalProperties } = schema;
    const item = typeof additionalProperties === "object" ? additionalProperties : {};
    // Validation drops this one key on purpose; its own test says so.
    const keys = fc.string().filter((key) => key !== "__proto__");
    return fc.dictionary(keys, validValues(item), { maxKeys: 3, noNullPrototype: true });
  }
  const fields = Object.entries(schema.properties).map(([key, item]) => [key, validValues(item)]);
  const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(fields);
  const requiredKeys = [...(schema.required ?? [])];
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

function lowest({ minimum, exclusiveMinimum }: JsonSchema): number {
  return (
    minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1)
  );
}

function highest({ maximum, exclusiveMaximum }: JsonSchema): number {
  return (
    maximum ?? (exclusiveMaximum === undefined ? Number.MAX_SAFE_INTEGER : exclusiveMaximum - 1)
  );
}

/** The first integers beyond each stated bound. */
function outside(schema: JsonSchema): readonly number[] {
  const isBounded = schema.type === "integer" || schema.minimum !== undefined;
  return isBounded ? [lowest(schema) - 1, highest(schema) + 1] : [];
}
