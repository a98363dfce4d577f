import type {
  Authority,
  Layer,
  MarketTopic,
  Mode,
  OrderTopic,
  PortName,
  Severity,
} from "./vocabulary.ts";

/** Which way a parameter gets more dangerous: above its bounds, or below them. */
export type ParameterDirection = "upper" | "lower";

/** One parameter as declared in the spec. */
export interface ParameterRule {
  readonly type: "integer" | "number" | "boolean" | "string";
  readonly default: number | boolean | string;
  /** Reported on each decision once passed. `null` where the spec states none. */
  readonly warning: number | null;
  /** Refused at start once passed. `null` where the spec states none. */
  readonly hard: number | null;
  /** Which side of `warning` and `hard` is the dangerous one. */
  readonly direction: ParameterDirection;
  /** Further limits of the accepted range, inclusive; `null` where open. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Accepted strings; `null` for any. */
  readonly choices: readonly string[] | null;
  readonly unit: string;
  readonly description: string;
  /** Other spellings accepted in configuration, such as the Dev Guide's snake case. */
  readonly aliases: readonly string[];
  /** A hard safety gate: no optimiser may touch it. */
  readonly isSafetyGate: boolean;
}

/** An input the bot declares; the runtime delivers nothing else. */
export interface ConsumedInput {
  /** Market data topic, or `signal` for another bot's output. */
  readonly topic: MarketTopic | OrderTopic | "signal" | "order_intent";
  /** Signal kind; `null` unless `topic` is `signal`. */
  readonly kind: string | null;
  /** A bot that lacks a required input does not load. */
  readonly isRequired: boolean;
  /** Older input counts as stale; `null` when age does not matter. */
  readonly ageMsMax: number | null;
}

/** An output the bot declares; the runtime refuses any other. */
export interface EmittedOutput {
  readonly contract: "SignalEnvelope" | "RiskVote" | "OrderIntent" | "ExecutionPlan";
  /** Signal kind; `null` for the other contracts. */
  readonly kind: string | null;
  /** Unit of a signal's value, such as `usd_per_second`; `null` for the other contracts. */
  readonly unit: string | null;
}

/** What a reason code means, copied from the registry into the contract. */
export interface ReasonCodeRule {
  readonly severity: Severity;
  readonly meaning: string;
  readonly action: string;
  readonly userMessage: string;
}

/** A metric the runtime keeps for the bot, from its decisions alone. */
export interface MetricRule {
  /** Name without prefix; published as `polytraders_<layer>_<bot>_<name>`. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly unit: string;
  readonly meaning: string;
  /** Reason codes whose decisions count; empty means every decision. */
  readonly reasonCodes: readonly string[];
  /** What a gauge or histogram takes from the decision; counters add one. */
  readonly observes: "value" | "confidence" | null;
  /** Upper bounds of histogram buckets, ascending. */
  readonly buckets: readonly number[];
}

/** Everything the runtime must know of a bot before it runs it; generated from the spec. */
export interface BotManifest {
  readonly schemaVersion: 1;
  readonly botId: string;
  /** Number in the Dev Guide, such as `4.16`; `null` for other bots. */
  readonly number: string | null;
  readonly name: string;
  readonly purpose: string;
  /** Version of the bot, semver; bumped on any change that affects decisions. */
  readonly version: string;
  /** Version of the contract, semver. */
  readonly contractVersion: string;
  /** SHA-256 of the spec the contract was generated from. */
  readonly specHash: string;
  /** Versions of `@polytraders/core` this bot runs on, such as `^0.1.0`. */
  readonly coreRange: string;
  readonly layer: Layer;
  readonly authority: Authority;
  readonly aliases: readonly string[];
  readonly modes: readonly Mode[];
  readonly defaultMode: Mode;
  readonly consumes: readonly ConsumedInput[];
  readonly emits: readonly EmittedOutput[];
  readonly ports: readonly PortName[];
  readonly requires: readonly { readonly botId: string; readonly isOptional: boolean }[];
  readonly parameters: Readonly<Record<string, ParameterRule>>;
  readonly reasonCodes: Readonly<Record<string, ReasonCodeRule>>;
  readonly metrics: readonly MetricRule[];
  readonly callTimeoutMs: number;
  readonly queueCapacity: number;
  /** Window in which a second decision under the same key is dropped; 0 switches it off. */
  readonly deduplicationWindowMs: number;
  /** Parts of the idempotency key. */
  readonly idempotencyKey: readonly ("marketId" | "timeMs" | "intentId")[];
  /** Older state is not hydrated at a cold start; 0 for bots that keep none. */
  readonly stateTtlMs: number;
  /** Sections of the documentation that the spec completes, of 27. */
  readonly docsScore: number;
}
