import { createHash } from "node:crypto";
import type { ReasonCodeRule } from "@polytraders/core";
import { reasonCodeRule, type ReasonCodeRegistry } from "../registry/reason-code-registry.ts";
import type { BotSpec } from "../schema/bot-spec.ts";
import type { PayloadField } from "../schema/payload.ts";

export type Payload = Readonly<Record<string, PayloadField>>;

/** What a spec may refer to outside of itself. */
export interface SpecSurroundings {
  readonly registry: ReasonCodeRegistry | undefined;
  /** Payload of each signal kind that some known spec emits. */
  readonly payloads: ReadonlyMap<string, Payload>;
}

/** A spec that stands alone: texts of reason codes and payloads of consumed signals filled in. */
export interface ResolvedSpec {
  readonly spec: BotSpec;
  readonly reasonCodes: Readonly<Record<string, ReasonCodeRule>>;
  readonly emits: Readonly<Record<string, Payload>>;
  readonly consumes: Readonly<Record<string, Payload>>;
  /** SHA-256 of the resolved content; comments, order of files and spelling of YAML do not matter. */
  readonly specHash: string;
}

/** Fills in what the surroundings know. What stays unknown is left out; validation reports it. */
export function resolveSpec(spec: BotSpec, surroundings: SpecSurroundings): ResolvedSpec {
  const reasonCodes: Record<string, ReasonCodeRule> = {};
  for (const [code, use] of Object.entries(spec.reasonCodes)) {
    const registered = surroundings.registry?.codes[code];
    const { severity, meaning, action, userMessage } = { ...use, ...registered };
    if (severity && meaning && action && userMessage)
      reasonCodes[code] = reasonCodeRule({ severity, meaning, action, userMessage });
  }
  const emits: Record<string, Payload> = {};
  for (const [kind, signal] of Object.entries(spec.output.signals ?? {}))
    emits[kind] = signal.payload;

  const consumes: Record<string, Payload> = {};
  for (const input of spec.inputs.consumes) {
    if (input.topic !== "signal") continue;
    const payload = emits[input.kind] ?? surroundings.payloads.get(input.kind) ?? input.payload;
    if (payload) consumes[input.kind] = payload;
  }
  const specHash = createHash("sha256")
    .update(
      JSON.stringify([
        canonical(withoutResolved(spec)),
        reasonCodes,
        canonical(emits),
        canonical(consumes),
      ]),
    )
    .digest("hex");
  return { spec, reasonCodes, emits, consumes, specHash };
}

/** The parts that resolution may fill in are hashed in their resolved form only. */
function withoutResolved(spec: BotSpec): unknown {
  const reasonCodes = Object.fromEntries(
    Object.entries(spec.reasonCodes).map(([code, use]) => [code, use.when ?? null]),
  );
  const consumes = spec.inputs.consumes.map((input) => ({ ...input, payload: undefined }));
  return { ...spec, reasonCodes, inputs: { ...spec.inputs, consumes } };
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, canonical(item)]));
}
