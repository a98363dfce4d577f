// Generated from the spec of risk.self_trade_wash_guard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_SELF_TRADE"
  | "RISK_STALE_MARKET_DATA"
  | "RISK_SELF_TRADE_DOWNSIZED"
  | "RISK_SELF_TRADE_CLEAR";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * What becomes of an order that would meet others before it meets ours.
   */
  overlapMode: "downsize" | "reject";
  /**
   * Ticks that a cut order stays away from our own. Unit: ticks.
   */
  priceGapTicks: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  overlapMode: z.enum(["downsize", "reject"]),
  priceGapTicks: z.int().min(1).max(20),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** SelfTradeWashGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.self_trade_wash_guard",
    number: "1.19",
    name: "SelfTradeWashGuard",
    purpose:
      "Stops our orders from trading with our own resting orders of the same market, on either token: full overlap is refused, partial overlap is cut to what lies before our own order.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "c1878863bbf10586a1d495ac200bfc502cbe8136c853fd70f77cca92e500db10",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.19", "risk.selftradewashguard"],
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
    ],
    emits: [
      {
        contract: "RiskVote",
        kind: null,
        unit: null,
      },
    ],
    ports: ["openOrders", "marketFacts"],
    requires: [],
    parameters: {
      overlapMode: {
        type: "string",
        default: "downsize",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["downsize", "reject"],
        unit: "",
        description: "What becomes of an order that would meet others before it meets ours.",
        aliases: ["mode"],
        isSafetyGate: true,
      },
      priceGapTicks: {
        type: "integer",
        default: 1,
        warning: 5,
        hard: 20,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ticks",
        description: "Ticks that a cut order stays away from our own.",
        aliases: ["price_gap_ticks"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      RISK_SELF_TRADE: {
        severity: "HARD_REJECT",
        meaning: "The order would trade with another order of ours.",
        action: "Cancel the resting order first.",
        userMessage: "The order would have traded against your own order.",
      },
      RISK_STALE_MARKET_DATA: {
        severity: "HARD_REJECT",
        meaning: "The market snapshot is older than its freshness limit.",
        action: "Check the feed; the decision repeats with fresh data.",
        userMessage: "The order was not sent because market data is out of date.",
      },
      RISK_SELF_TRADE_DOWNSIZED: {
        severity: "RESHAPE",
        meaning: "A part of the order would trade with another order of ours.",
        action: "The order is cut to what lies before our own order.",
        userMessage: "The order was reduced so that it does not trade with your own order.",
      },
      RISK_SELF_TRADE_CLEAR: {
        severity: "INFO",
        meaning: "The order cannot trade with another order of ours.",
        action: "None.",
        userMessage: "The order does not meet your own orders.",
      },
    },
    metrics: [
      {
        name: "self_trade_refusals_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that refused an intent.",
        reasonCodes: ["RISK_SELF_TRADE", "RISK_STALE_MARKET_DATA"],
        observes: null,
        buckets: [],
      },
      {
        name: "self_trade_reshapes_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that cut an intent.",
        reasonCodes: ["RISK_SELF_TRADE_DOWNSIZED"],
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
