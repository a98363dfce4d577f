import type { z } from "zod";
import { botSpecSchema, type BotSpec } from "../schema/bot-spec.ts";
import { parameterSchema } from "../schema/parameters.ts";
import { reasonCodeUseSchema } from "../schema/reason-codes.ts";
import { reasonCode, camelCase } from "../schema/primitives.ts";

/** The sections of a spec that have the right shape, so that their meaning can be checked too. */
export type SpecDraft = { readonly [Section in keyof BotSpec]?: BotSpec[Section] | undefined };

/** Keeps every valid section of broken data, and every valid parameter and reason code. */
export function draftOf(value: unknown): SpecDraft {
  if (typeof value !== "object" || value === null) return {};
  const sections: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(botSpecSchema.shape)) {
    const section: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    const result = schema.safeParse(section);
    if (result.success) sections[name] = result.data;
  }
  sections["parameters"] ??= validEntries(
    Reflect.get(value, "parameters"),
    camelCase,
    parameterSchema,
  );
  sections["reasonCodes"] ??= validEntries(
    Reflect.get(value, "reasonCodes"),
    reasonCode,
    reasonCodeUseSchema,
  );
  return sections;
}

function validEntries(
  value: unknown,
  key: z.ZodType,
  entry: z.ZodType,
): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, raw]) => {
      const result = entry.safeParse(raw);
      return result.success && key.safeParse(name).success ? [[name, result.data]] : [];
    }),
  );
}
