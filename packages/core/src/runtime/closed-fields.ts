import { z } from "zod";
import type { KnownField } from "../kernel/rolling-hash.ts";

/** Fields of a schema that allows no others, nested ones included; `null` for any other schema. */
export function closedFieldsOf(schema: unknown): readonly KnownField[] | null {
  const inner = schema instanceof z.ZodNullable ? schema.def.innerType : schema;
  if (!(inner instanceof z.ZodObject) || !(inner.def.catchall instanceof z.ZodNever)) return null;
  return Object.entries(inner.shape).map(([name, field]) => ({
    name,
    fields: closedFieldsOf(field),
  }));
}
