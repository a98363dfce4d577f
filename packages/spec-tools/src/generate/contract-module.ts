import { manifestOf } from "./manifest.ts";
import type { Payload, ResolvedSpec } from "./resolved-spec.ts";
import { sourceKey, sourceLiteral } from "./source-literal.ts";
import { typeSource } from "./type-source.ts";
import { parametersZodSource, payloadZodSource } from "./zod-source.ts";

/** The text of `contract.gen.ts`: erasable TypeScript, so that Node runs it as it stands. */
export async function contractModule(resolved: ResolvedSpec): Promise<string> {
  const { spec, emits, consumes } = resolved;
  const types = await typeSource(resolved);
  const manifest = sourceLiteral(manifestOf(resolved), 1);
  return `// Generated from the spec of ${spec.identity.id} by \`polytraders spec generate\`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

${types.trimEnd()}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = ${parametersZodSource(spec.parameters ?? {})};

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = ${payloadSchemas(emits)};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = ${payloadSchemas(consumes)};

/** ${spec.identity.name}: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: ${manifest},
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
`;
}

function payloadSchemas(payloads: Readonly<Record<string, Payload>>): string {
  const entries = Object.entries(payloads);
  if (entries.length === 0) return "{}";
  const lines = entries.map(
    ([kind, payload]) => `  ${sourceKey(kind)}: ${payloadZodSource(payload, 1)},`,
  );
  return `{\n${lines.join("\n")}\n}`;
}
