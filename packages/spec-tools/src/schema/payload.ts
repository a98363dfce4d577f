import { z } from "zod";
import { camelCase, prose } from "./primitives.ts";

const common = {
  isNullable: z.boolean().optional(),
  unit: prose.optional(),
  description: prose,
};

/** A field of a signal's payload, close to JSON Schema. Every field is required; absence is `null`. */
export type PayloadField = {
  isNullable?: boolean | undefined;
  unit?: string | undefined;
  description: string;
} & (
  | { type: "number" | "integer"; minimum?: number | undefined; maximum?: number | undefined }
  | { type: "string"; choices?: string[] | undefined }
  | { type: "boolean" }
  | { type: "array"; items: PayloadField }
  | { type: "object"; fields: Record<string, PayloadField> }
);

/** Accepts one payload field, nested fields included. */
export const payloadFieldSchema: z.ZodType<PayloadField> = z.lazy(() =>
  z.discriminatedUnion("type", [
    z.strictObject({
      type: z.enum(["number", "integer"]),
      ...common,
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    }),
    z.strictObject({
      type: z.literal("string"),
      ...common,
      choices: z.array(prose).min(1).optional(),
    }),
    z.strictObject({ type: z.literal("boolean"), ...common }),
    z.strictObject({ type: z.literal("array"), ...common, items: payloadFieldSchema }),
    z.strictObject({ type: z.literal("object"), ...common, fields: payloadSchema }),
  ]),
);

/** The fields of one signal's payload by name. */
export const payloadSchema: z.ZodType<Record<string, PayloadField>> = z.lazy(() =>
  z.record(camelCase, payloadFieldSchema),
);
