import { z } from "zod";
import { reasonCodeRegistrySchema } from "../registry/reason-code-registry.ts";
import { botSpecSchema } from "./bot-spec.ts";

/** JSON Schemas for editors and other tools, by file name inside `specs/schema`. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ["bot-spec.schema.json", print("Polytraders bot spec", botSpecSchema)],
    [
      "reason-codes.schema.json",
      print("Polytraders reason-code registry", reasonCodeRegistrySchema),
    ],
  ]);
}

function print(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", reused: "ref" });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
