import {
  CORE_VERSION,
  LAYER_PREFIX,
  MARKET_TOPICS,
  MODES,
  type Authority,
  type BotManifest,
  type ConsumedInput,
  type EmittedOutput,
  type Layer,
  type ParameterRule,
  type ReasonCodeRule,
} from "@polytraders/core";

/** The layer in which each authority is at home. */
const HOME_LAYER: Readonly<Record<Authority, Layer>> = {
  observe: "intelligence",
  vote: "risk",
  shape: "execution",
  trade: "strategy",
  audit: "governance",
};

/** Every market topic, none of them required and none with an age limit. */
export const ALL_MARKET_INPUTS: readonly ConsumedInput[] = MARKET_TOPICS.map((topic) => ({
  topic,
  kind: null,
  isRequired: false,
  ageMsMax: null,
}));

/**
 * A manifest that this host accepts: an observer that takes all market data, supports every mode,
 * runs advisory, and neither deduplicates nor keeps state. Layer, bot id and outputs follow from
 * the authority unless they are given.
 */
export function buildManifest(overrides: Partial<BotManifest> = {}): BotManifest {
  const authority = overrides.authority ?? "observe";
  const layer = overrides.layer ?? HOME_LAYER[authority];
  return {
    schemaVersion: 1,
    botId: `${LAYER_PREFIX[layer]}.test_bot`,
    number: null,
    name: "Test bot",
    purpose: "Stands in for a bot in a test.",
    version: "1.0.0",
    contractVersion: "1.0.0",
    specHash: "0".repeat(64),
    coreRange: `^${CORE_VERSION}`,
    layer,
    authority,
    aliases: [],
    modes: MODES,
    defaultMode: "advisory",
    consumes: ALL_MARKET_INPUTS,
    emits: outputsOf(authority),
    ports: [],
    requires: [],
    parameters: {},
    reasonCodes: {},
    metrics: [],
    callTimeoutMs: 50,
    queueCapacity: 1_024,
    deduplicationWindowMs: 0,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 0,
    docsScore: 0,
    ...overrides,
  };
}

/** The outputs that belong to an authority itself; signals come on top. */
export function outputsOf(authority: Authority): EmittedOutput[] {
  if (authority === "vote") return [{ contract: "RiskVote", kind: null, unit: null }];
  if (authority === "trade") return [{ contract: "OrderIntent", kind: null, unit: null }];
  return [];
}

/** A parameter rule without bounds. Its type follows from the default. */
export function buildParameter<V extends number | boolean | string>(
  overrides: Partial<ParameterRule> & { readonly default: V },
): ParameterRule & { readonly default: V } {
  return {
    type: typeOf(overrides.default),
    warning: null,
    hard: null,
    direction: "upper",
    minimum: null,
    maximum: null,
    choices: null,
    unit: "count",
    description: "A parameter of a test.",
    aliases: [],
    isSafetyGate: false,
    ...overrides,
  };
}

/** A reason code rule of severity INFO. */
export function buildReasonCode(overrides: Partial<ReasonCodeRule> = {}): ReasonCodeRule {
  return {
    severity: "INFO",
    meaning: "A test says so.",
    action: "None.",
    userMessage: "Nothing to do.",
    ...overrides,
  };
}

function typeOf(value: number | boolean | string): ParameterRule["type"] {
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "number";
}
