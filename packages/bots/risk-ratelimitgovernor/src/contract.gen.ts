// Generated from the spec of risk.ratelimitgovernor by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_RATE_LIMITED"
  | "RISK_RATE_STATE_UNKNOWN"
  | "RISK_RATE_LIMIT_NEAR"
  | "RISK_RATE_WITHIN_LIMITS";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Orders sent within a second, of all strategies. Unit: orders per second.
   */
  ordersPerSecondMax: number;
  /**
   * Orders sent within ten seconds, of all strategies. Unit: orders.
   */
  ordersPerTenSecondsMax: number;
  /**
   * Orders sent within a minute by one strategy. Unit: orders per minute.
   */
  strategyOrdersPerMinuteMax: number;
  /**
   * Intents that this bot lets pass within a second in one market. Unit: orders per second.
   */
  marketOrdersPerSecondMax: number;
  /**
   * Requests of the venue's budget that are kept for orders which close positions. Unit: requests.
   */
  placeRequestsReserve: number;
  /**
   * Share of a limit from which a vote warns. Unit: share.
   */
  warnShare: number;
  /**
   * Silence of the venue after which its budget counts as unknown. Unit: ms.
   */
  venueHeardAgeMsMax: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  ordersPerSecondMax: z.int().min(1).max(900),
  ordersPerTenSecondsMax: z.int().min(1).max(5000),
  strategyOrdersPerMinuteMax: z.int().min(1).max(30000),
  marketOrdersPerSecondMax: z.int().min(1).max(100),
  placeRequestsReserve: z.int().min(0).max(1000),
  warnShare: z.number().min(0.1).max(1),
  venueHeardAgeMsMax: z.int().min(1000).max(120000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** RateLimitGovernor: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.ratelimitgovernor",
    number: "1.5",
    name: "RateLimitGovernor",
    purpose:
      "Keeps the rate of orders under the venue's limits by sliding windows and the budget that the venue reports, and keeps a part of it for closing positions.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "269b2771f7259c516c527d76cd5f9af05fb10feca34d7e3992f07ede3abd9dbf",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.5", "risk.rate_limit_governor"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_intent",
        kind: null,
        isRequired: true,
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
    ports: ["openOrders", "venueHealth", "ledger"],
    requires: [],
    parameters: {
      ordersPerSecondMax: {
        type: "integer",
        default: 32,
        warning: 60,
        hard: 900,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "orders per second",
        description: "Orders sent within a second, of all strategies.",
        aliases: ["orders_per_second_max"],
        isSafetyGate: true,
      },
      ordersPerTenSecondsMax: {
        type: "integer",
        default: 300,
        warning: 400,
        hard: 5000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "orders",
        description: "Orders sent within ten seconds, of all strategies.",
        aliases: ["orders_per_ten_seconds_max"],
        isSafetyGate: true,
      },
      strategyOrdersPerMinuteMax: {
        type: "integer",
        default: 300,
        warning: 1000,
        hard: 30000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "orders per minute",
        description: "Orders sent within a minute by one strategy.",
        aliases: ["envelopes_per_minute"],
        isSafetyGate: false,
      },
      marketOrdersPerSecondMax: {
        type: "integer",
        default: 10,
        warning: 20,
        hard: 100,
        direction: "upper",
        minimum: 1,
        maximum: 100,
        choices: null,
        unit: "orders per second",
        description: "Intents that this bot lets pass within a second in one market.",
        aliases: ["market_orders_per_second_max"],
        isSafetyGate: false,
      },
      placeRequestsReserve: {
        type: "integer",
        default: 10,
        warning: 3,
        hard: 0,
        direction: "lower",
        minimum: null,
        maximum: 1000,
        choices: null,
        unit: "requests",
        description:
          "Requests of the venue's budget that are kept for orders which close positions.",
        aliases: ["place_requests_reserve"],
        isSafetyGate: true,
      },
      warnShare: {
        type: "number",
        default: 0.8,
        warning: 0.95,
        hard: 1,
        direction: "upper",
        minimum: 0.1,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Share of a limit from which a vote warns.",
        aliases: ["rate_warn_share"],
        isSafetyGate: false,
      },
      venueHeardAgeMsMax: {
        type: "integer",
        default: 30000,
        warning: 60000,
        hard: 120000,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Silence of the venue after which its budget counts as unknown.",
        aliases: ["venue_heard_age_ms_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_RATE_LIMITED: {
        severity: "HARD_REJECT",
        meaning: "The rate of orders has reached a limit of ours or of the venue.",
        action: "Wait; the strategy may propose the order again.",
        userMessage: "The order was not sent because too many orders were sent just before.",
      },
      RISK_RATE_STATE_UNKNOWN: {
        severity: "HARD_REJECT",
        meaning: "The venue's request budget is not known.",
        action: "Check the connection to the venue.",
        userMessage: "The order was not sent because the exchange has not been heard of.",
      },
      RISK_RATE_LIMIT_NEAR: {
        severity: "WARN",
        meaning: "The rate of orders is close to a limit.",
        action: "Look for a strategy that sends more than it needs.",
        userMessage: "Many orders are being sent.",
      },
      RISK_RATE_WITHIN_LIMITS: {
        severity: "INFO",
        meaning: "The rate of orders is below every limit.",
        action: "None.",
        userMessage: "The rate of orders is normal.",
      },
    },
    metrics: [
      {
        name: "rate_limit_refusals_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that refused an intent.",
        reasonCodes: ["RISK_RATE_LIMITED", "RISK_RATE_STATE_UNKNOWN"],
        observes: null,
        buckets: [],
      },
      {
        name: "rate_limit_warnings_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that let an intent pass with a warning.",
        reasonCodes: ["RISK_RATE_LIMIT_NEAR"],
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
