import type { z } from "zod";
import type { FieldPath } from "./source-document.ts";

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes["_zod"]["def"];

/** The names a schema knows at a path of the given data. */
export function knownKeysAt(schema: Schema, value: unknown, path: FieldPath): string[] {
  let schemas: readonly Schema[] = [schema];
  let current = value;
  for (const part of path) {
    schemas = schemas.flatMap((candidate) => childrenOf(candidate, current, part));
    current = childValue(current, part);
  }
  return [...new Set(schemas.flatMap((candidate) => objectKeys(candidate, current)))];
}

function objectKeys(schema: Schema, value: unknown): string[] {
  return branches(schema, value).flatMap((branch) => {
    const definition = definitionOf(branch);
    return definition.type === "object" ? Object.keys(definition.shape) : [];
  });
}

function childrenOf(schema: Schema, value: unknown, part: PropertyKey): Schema[] {
  return branches(schema, value).flatMap((branch) => {
    const definition = definitionOf(branch);
    switch (definition.type) {
      case "object": {
        const child = Object.hasOwn(definition.shape, part)
          ? definition.shape[String(part)]
          : undefined;
        return child === undefined ? [] : [child];
      }
      case "array":
        return [definition.element];
      case "record":
        return [definition.valueType];
      default:
        return [];
    }
  });
}

/** Unwraps optional, nullable and lazy schemas, and picks the branch of a union that the data names. */
function branches(schema: Schema, value: unknown): Schema[] {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "optional":
    case "nullable":
      return branches(definition.innerType, value);
    case "lazy":
      return branches(definition.getter(), value);
    case "union": {
      const options = definition.options.flatMap((option) => branches(option, value));
      const discriminator =
        "discriminator" in definition ? String(definition.discriminator) : undefined;
      const named = discriminator === undefined ? undefined : childValue(value, discriminator);
      const chosen = options.filter((option) => accepts(option, discriminator, named));
      return chosen.length > 0 ? chosen : options;
    }
    default:
      return [schema];
  }
}

function accepts(schema: Schema, discriminator: string | undefined, named: unknown): boolean {
  const definition = definitionOf(schema);
  if (discriminator === undefined || definition.type !== "object") return false;
  const values = definition.shape[discriminator]?._zod.values;
  return values !== undefined && [...values].some((value) => value === named);
}

function childValue(value: unknown, part: PropertyKey): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
  return Reflect.get(value, part);
}

/** zod types the definition of a core schema as its base; the union of all kinds is what it is. */
function definitionOf(schema: Schema): Definition {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the union holds every core schema
  return (schema as z.core.$ZodTypes)._zod.def;
}
