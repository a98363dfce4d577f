// Generated from the spec of risk.stale_book_guard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_STALE_BOOK"
  | "RISK_STALE_MARKET_DATA"
  | "RISK_BOOK_AGEING"
  | "RISK_BOOK_FRESH";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Age of the market's newest message above which its orders are refused. Unit: ms.
   */
  bookAgeMsMax: number;
  /**
   * Share of bookAgeMsMax from which a vote warns. Unit: share.
   */
  ageWarnShare: number;
  /**
   * How far the exchange's time may be ahead of ours before no age can be told. Unit: ms.
   */
  clockSkewMsMax: number;
  /**
   * Whether a heartbeat of the feed after the newest message counts as word that the book has not changed.
   */
  isHeartbeatEnough: boolean;
  /**
   * How long a heartbeat vouches for a quiet book, where isHeartbeatEnough is set. Unit: ms.
   */
  heartbeatAgeMsMax: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  bookAgeMsMax: z.int().min(100).max(15000),
  ageWarnShare: z.number().min(0.1).max(1),
  clockSkewMsMax: z.int().min(0).max(5000),
  isHeartbeatEnough: z.boolean(),
  heartbeatAgeMsMax: z.int().min(100).max(30000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** StaleBookGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.stale_book_guard",
    number: "1.18",
    name: "StaleBookGuard",
    purpose:
      "Refuses every intent that was priced on a book older than the threshold, and every intent whose book cannot be proven to be fresh.",
    version: "0.2.0",
    contractVersion: "1.1.0",
    specHash: "7238f3986f405b9ef6e9388bade462e67ce55c5782e80656df0c4c6478aaa5b5",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.18", "risk.stalebookguard"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_intent",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "order_book",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "heartbeat",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "RiskVote",
        kind: null,
        unit: null,
      },
    ],
    ports: ["marketFacts"],
    requires: [],
    parameters: {
      bookAgeMsMax: {
        type: "integer",
        default: 3000,
        warning: 5000,
        hard: 15000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the market's newest message above which its orders are refused.",
        aliases: ["staleness_threshold_ms", "stale_book_window_ms"],
        isSafetyGate: true,
      },
      ageWarnShare: {
        type: "number",
        default: 0.8,
        warning: 0.95,
        hard: 1,
        direction: "upper",
        minimum: 0.1,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Share of bookAgeMsMax from which a vote warns.",
        aliases: ["age_warn_share"],
        isSafetyGate: false,
      },
      clockSkewMsMax: {
        type: "integer",
        default: 1000,
        warning: 2000,
        hard: 5000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "How far the exchange's time may be ahead of ours before no age can be told.",
        aliases: ["clock_skew_ms_max"],
        isSafetyGate: true,
      },
      isHeartbeatEnough: {
        type: "boolean",
        default: false,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description:
          "Whether a heartbeat of the feed after the newest message counts as word that the book has not changed.",
        aliases: ["is_heartbeat_enough"],
        isSafetyGate: true,
      },
      heartbeatAgeMsMax: {
        type: "integer",
        default: 15000,
        warning: 20000,
        hard: 30000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "How long a heartbeat vouches for a quiet book, where isHeartbeatEnough is set.",
        aliases: ["heartbeat_age_ms_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_STALE_BOOK: {
        severity: "HARD_REJECT",
        meaning: "The order book is older than its freshness limit.",
        action: "Check the feed; the decision repeats with a fresh book.",
        userMessage: "The order was not sent because market data is out of date.",
      },
      RISK_STALE_MARKET_DATA: {
        severity: "HARD_REJECT",
        meaning: "The market snapshot is older than its freshness limit.",
        action: "Check the feed; the decision repeats with fresh data.",
        userMessage: "The order was not sent because market data is out of date.",
      },
      RISK_BOOK_AGEING: {
        severity: "WARN",
        meaning: "The order book is close to its age limit.",
        action: "Watch the feed; orders are refused once the limit is passed.",
        userMessage: "Prices are getting old.",
      },
      RISK_BOOK_FRESH: {
        severity: "INFO",
        meaning: "The order book is whole and younger than its limit.",
        action: "None.",
        userMessage: "Prices are up to date.",
      },
    },
    metrics: [
      {
        name: "stale_book_refusals_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that refused an intent.",
        reasonCodes: ["RISK_STALE_BOOK", "RISK_STALE_MARKET_DATA"],
        observes: null,
        buckets: [],
      },
      {
        name: "stale_book_warnings_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that let an intent pass with a warning.",
        reasonCodes: ["RISK_BOOK_AGEING"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 60000,
    idempotencyKey: ["marketId", "timeMs", "intentId"],
    stateTtlMs: 0,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
