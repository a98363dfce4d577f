import type {
  BotManifest,
  ConsumedInput,
  EmittedOutput,
  MetricRule,
  Mode,
  ParameterRule,
} from "@polytraders/core";
import { docsScore } from "../check/docs-score.ts";
import type { ResolvedSpec } from "./resolved-spec.ts";
import type { BotSpec } from "../schema/bot-spec.ts";
import type { Parameter } from "../schema/parameters.ts";

/** What holds where a spec leaves an operational value out. */
const DEFAULTS = {
  version: "0.1.0",
  contractVersion: "1.0.0",
  coreRange: "^0.1.0",
  callTimeoutMs: 250,
  queueCapacity: 256,
  deduplicationWindowSeconds: 60,
} as const;

/** Everything the runtime must know, from a spec. */
export function manifestOf(resolved: ResolvedSpec): BotManifest {
  const { spec } = resolved;
  const { identity, concurrency, versioning } = spec;
  const modes = modesOf(spec);
  return {
    schemaVersion: 1,
    botId: identity.id,
    number: identity.number ?? null,
    name: identity.name,
    purpose: spec.purpose.trim(),
    version: versioning?.current ?? DEFAULTS.version,
    contractVersion: versioning?.contractVersion ?? DEFAULTS.contractVersion,
    specHash: resolved.specHash,
    coreRange: versioning?.coreRange ?? DEFAULTS.coreRange,
    layer: identity.layer,
    authority: identity.authority,
    aliases: identity.aliases ?? [],
    modes,
    defaultMode: defaultModeOf(spec),
    consumes: spec.inputs.consumes.map(consumedInput),
    emits: emittedOutputs(spec),
    ports: spec.inputs.ports ?? [],
    requires: (spec.dependencies?.requires ?? []).map(({ botId, isOptional }) => ({
      botId,
      isOptional: isOptional ?? false,
    })),
    parameters: Object.fromEntries(
      Object.entries(spec.parameters ?? {}).map(([name, rule]) => [name, parameterRule(rule)]),
    ),
    reasonCodes: resolved.reasonCodes,
    metrics: metricRules(spec),
    callTimeoutMs: concurrency?.callTimeoutMs ?? DEFAULTS.callTimeoutMs,
    queueCapacity: concurrency?.queueCapacity ?? DEFAULTS.queueCapacity,
    deduplicationWindowMs: Math.round(
      1000 * (concurrency?.deduplicationWindowSeconds ?? DEFAULTS.deduplicationWindowSeconds),
    ),
    idempotencyKey: concurrency?.idempotencyKey ?? defaultIdempotencyKey(spec),
    stateTtlMs: Math.round(
      1000 * Math.max(0, ...mirroredStores(spec).map((store) => store.ttlSeconds)),
    ),
    docsScore: docsScore(spec).completed,
  };
}

/** Only what is mirrored outlives a restart. */
function mirroredStores(spec: BotSpec): NonNullable<BotSpec["state"]>["stores"] {
  return (spec.state?.stores ?? []).filter((store) => store.kind === "memory_and_mirror");
}

/** The modes a bot supports: those it states, or what its authority can make use of. */
export function modesOf(spec: Pick<BotSpec, "identity" | "operationalProfile">): readonly Mode[] {
  const stated = spec.operationalProfile?.modes;
  if (stated) return stated;
  return spec.identity.authority === "observe" || spec.identity.authority === "audit"
    ? ["off", "shadow", "advisory"]
    : ["off", "shadow", "advisory", "enforced", "quarantine"];
}

/** The mode a bot starts in: shadow unless stated. */
export function defaultModeOf(spec: Pick<BotSpec, "identity">): Mode {
  return spec.identity.defaultMode ?? "shadow";
}

function consumedInput(input: BotSpec["inputs"]["consumes"][number]): ConsumedInput {
  return {
    topic: input.topic,
    kind: input.topic === "signal" ? input.kind : null,
    isRequired: input.isRequired,
    ageMsMax: input.ageMsMax ?? null,
  };
}

function emittedOutputs(spec: BotSpec): EmittedOutput[] {
  const signals = Object.entries(spec.output.signals ?? {}).map(
    ([kind, { unit }]): EmittedOutput => ({ contract: "SignalEnvelope", kind, unit }),
  );
  const votes: EmittedOutput[] = spec.output.votes
    ? [{ contract: "RiskVote", kind: null, unit: null }]
    : [];
  const intents: EmittedOutput[] = spec.output.emitsOrderIntents
    ? [{ contract: "OrderIntent", kind: null, unit: null }]
    : [];
  const plans: EmittedOutput[] = spec.output.emitsExecutionPlans
    ? [{ contract: "ExecutionPlan", kind: null, unit: null }]
    : [];
  return [...signals, ...votes, ...intents, ...plans];
}

function parameterRule(parameter: Parameter): ParameterRule {
  const isNumeric = parameter.type === "integer" || parameter.type === "number";
  return {
    type: parameter.type,
    default: parameter.default,
    warning: isNumeric ? (parameter.warning ?? null) : null,
    hard: isNumeric ? (parameter.hard ?? null) : null,
    direction: isNumeric ? (parameter.direction ?? "upper") : "upper",
    minimum: isNumeric ? (parameter.minimum ?? null) : null,
    maximum: isNumeric ? (parameter.maximum ?? null) : null,
    choices: parameter.type === "string" ? (parameter.choices ?? null) : null,
    unit: parameter.unit ?? "",
    description: parameter.description,
    aliases: parameter.aliases ?? [],
    isSafetyGate: parameter.isSafetyGate ?? false,
  };
}

function metricRules(spec: BotSpec): MetricRule[] {
  return Object.entries(spec.metrics?.emitted ?? {}).map(([name, metric]) => ({
    name,
    type: metric.type,
    unit: metric.unit,
    meaning: metric.meaning,
    reasonCodes: metric.reasonCodes ?? [],
    observes: metric.observes ?? null,
    buckets: metric.buckets ?? [],
  }));
}

function defaultIdempotencyKey(spec: BotSpec): BotManifest["idempotencyKey"] {
  return spec.identity.authority === "vote"
    ? ["marketId", "timeMs", "intentId"]
    : ["marketId", "timeMs"];
}
