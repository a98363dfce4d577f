import { compile } from "json-schema-to-typescript";
import { formatTypeSource } from "./format-type-source.ts";
import { parametersJsonSchema, payloadJsonSchema, type JsonSchema } from "./json-schema.ts";
import type { ResolvedSpec } from "./resolved-spec.ts";

/** `liquidity_decay` becomes `LiquidityDecayPayload`. */
export function payloadTypeName(kind: string): string {
  const words = kind.split("_").map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `${words.join("")}Payload`;
}

/** TypeScript types of a contract: parameters, reason codes, payloads and the `Types` that bundle them. */
export async function typeSource(resolved: ResolvedSpec): Promise<string> {
  const { spec, emits, consumes } = resolved;
  const payloads = { ...consumes, ...emits };
  const definitions: Record<string, JsonSchema> = {
    Parameters: { title: "Parameters", ...parametersJsonSchema(spec.parameters ?? {}) },
    ReasonCode: { title: "ReasonCode", type: "string", enum: Object.keys(spec.reasonCodes) },
  };
  for (const [kind, payload] of Object.entries(payloads)) {
    const title = payloadTypeName(kind);
    definitions[title] = { title, ...payloadJsonSchema(payload) };
  }
  const root = closed({
    authority: { const: spec.identity.authority },
    parameters: reference("Parameters"),
    reasonCode: reference("ReasonCode"),
    emits: payloadReferences(Object.keys(emits)),
    consumes: payloadReferences(Object.keys(consumes)),
  });
  const source = await compile({ title: "Types", ...root, definitions }, "Types", {
    bannerComment: "",
    format: false,
    ignoreMinAndMaxItems: true,
    additionalProperties: false,
  });
  return formatTypeSource(source);
}

function payloadReferences(kinds: readonly string[]): JsonSchema {
  return closed(Object.fromEntries(kinds.map((kind) => [kind, reference(payloadTypeName(kind))])));
}

function reference(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

function closed(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
  };
}
