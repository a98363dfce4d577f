// Generated from the spec of risk.market_halt_detector by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_MARKET_HALTED"
  | "RISK_MARKET_HALT_SUSPECT"
  | "RISK_MARKET_HALT_VENUE_BLOWOUT"
  | "RISK_MARKET_HALT_FEED_DOWN"
  | "RISK_MARKET_HALT_UNPROVEN"
  | "RISK_MARKET_HALT_CLEARED"
  | "RISK_MARKET_HALT_OVERRIDE";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    market_halt: MarketHaltPayload;
  };
  consumes: {};
}

export interface Parameters {
  /**
   * Probability of a silence this long at the market's normal message rate below which silence is suspicious. Unit: probability.
   */
  silenceAlpha: number;
  /**
   * Silence below this is never suspicious. Unit: seconds.
   */
  silenceSecondsMin: number;
  /**
   * Spread over its median from which it counts as blown out. Unit: ratio.
   */
  spreadMultiple: number;
  /**
   * Spread at or below this is never a blow-out. Unit: USD.
   */
  spreadUsdMin: number;
  /**
   * Share of median inside depth below which the book is thin. Unit: share.
   */
  thinDepthFraction: number;
  /**
   * Share of the venue's markets in blow-out from which the venue itself is in trouble. Unit: share.
   */
  venueBlowoutFraction: number;
  /**
   * Markets that must be watched before blow-outs are blamed on the venue. Unit: markets.
   */
  venueMarketsMin: number;
  /**
   * OPEN checks in a row before the gate opens again. Unit: checks.
   */
  reopenChecks: number;
  /**
   * Time between two checks of a market. Unit: ms.
   */
  checkIntervalMs: number;
  /**
   * Half-life of the moving message rate. Unit: seconds.
   */
  rateHalfLifeSeconds: number;
  /**
   * Checks over which the medians of spread and depth are taken. Unit: samples.
   */
  medianSamples: number;
  /**
   * Age of the feed's last heartbeat above which the feed counts as lost. Unit: ms.
   */
  feedHeartbeatAgeMsMax: number;
}

export interface MarketHaltPayload {
  /**
   * What the last check found.
   */
  status: "OPEN" | "SUSPECT" | "VENUE_BLOWOUT" | "FEED_DOWN" | "HALTED";
  /**
   * True while orders into the market are refused.
   */
  isGateClosed: boolean;
  /**
   * Time since the market's last message. Unit: seconds.
   */
  silenceSeconds: number;
  /**
   * Silence from which the market counts as silent. Unit: seconds.
   */
  silenceThresholdSeconds: number;
  /**
   * Best ask less best bid; null when a side is missing. Unit: USD.
   */
  spreadUsd: number | null;
  /**
   * Median of the sampled spreads; null before the first. Unit: USD.
   */
  medianSpreadUsd: number | null;
  /**
   * Inside depth of both sides; null when a side is missing. Unit: USD.
   */
  depthUsd: number | null;
  /**
   * Median of the sampled depths; null before the first. Unit: USD.
   */
  medianDepthUsd: number | null;
  /**
   * Share of the venue's markets in blow-out. Unit: share.
   */
  venueBlowoutFraction: number;
  /**
   * OPEN checks in a row. Unit: checks.
   */
  openChecks: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  silenceAlpha: z.number().min(1e-7).max(0.05),
  silenceSecondsMin: z.number().min(1).max(60),
  spreadMultiple: z.number().min(1.5).max(16),
  spreadUsdMin: z.number().min(0.005).max(0.3),
  thinDepthFraction: z.number().min(0.01).max(0.9),
  venueBlowoutFraction: z.number().min(0.01).max(0.8),
  venueMarketsMin: z.int().min(2).max(10000),
  reopenChecks: z.int().min(1).max(600),
  checkIntervalMs: z.int().min(100).max(5000),
  rateHalfLifeSeconds: z.number().min(5).max(3600),
  medianSamples: z.int().min(20).max(10000),
  feedHeartbeatAgeMsMax: z.int().min(1000).max(60000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
  market_halt: z.strictObject({
    status: z.enum(["OPEN", "SUSPECT", "VENUE_BLOWOUT", "FEED_DOWN", "HALTED"]),
    isGateClosed: z.boolean(),
    silenceSeconds: z.number().min(0),
    silenceThresholdSeconds: z.number().min(0),
    spreadUsd: z.number().nullable(),
    medianSpreadUsd: z.number().nullable(),
    depthUsd: z.number().min(0).nullable(),
    medianDepthUsd: z.number().min(0).nullable(),
    venueBlowoutFraction: z.number().min(0).max(1),
    openChecks: z.int().min(0),
  }),
};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** MarketHaltDetector: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.market_halt_detector",
    number: "1.17",
    name: "MarketHaltDetector",
    purpose:
      "Detects that a market no longer trades normally (halted, silent, spread blown out on a thin book, or the whole venue in trouble) and closes the gate for that market only, until it has been normal for several checks in a row.",
    version: "0.2.0",
    contractVersion: "1.1.0",
    specHash: "edbef81b9fd3c08384700f364010e3a4e61a9c65749b0663c7d92b242c1996df",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.17", "risk.markethaltguard"],
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
        topic: "trade",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "market_status",
        kind: null,
        isRequired: true,
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
        contract: "SignalEnvelope",
        kind: "market_halt",
        unit: "flag",
      },
      {
        contract: "RiskVote",
        kind: null,
        unit: null,
      },
    ],
    ports: ["clock", "log", "timers"],
    requires: [],
    parameters: {
      silenceAlpha: {
        type: "number",
        default: 0.0001,
        warning: 0.00001,
        hard: 1e-7,
        direction: "lower",
        minimum: null,
        maximum: 0.05,
        choices: null,
        unit: "probability",
        description:
          "Probability of a silence this long at the market's normal message rate below which silence is suspicious.",
        aliases: ["silence_alpha", "alpha"],
        isSafetyGate: true,
      },
      silenceSecondsMin: {
        type: "number",
        default: 10,
        warning: 30,
        hard: 60,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Silence below this is never suspicious.",
        aliases: ["min_silence_s"],
        isSafetyGate: true,
      },
      spreadMultiple: {
        type: "number",
        default: 4,
        warning: 8,
        hard: 16,
        direction: "upper",
        minimum: 1.5,
        maximum: null,
        choices: null,
        unit: "ratio",
        description: "Spread over its median from which it counts as blown out.",
        aliases: ["k_spread"],
        isSafetyGate: true,
      },
      spreadUsdMin: {
        type: "number",
        default: 0.05,
        warning: 0.15,
        hard: 0.3,
        direction: "upper",
        minimum: 0.005,
        maximum: null,
        choices: null,
        unit: "USD",
        description: "Spread at or below this is never a blow-out.",
        aliases: ["abs_spread"],
        isSafetyGate: true,
      },
      thinDepthFraction: {
        type: "number",
        default: 0.1,
        warning: 0.05,
        hard: 0.01,
        direction: "lower",
        minimum: null,
        maximum: 0.9,
        choices: null,
        unit: "share",
        description: "Share of median inside depth below which the book is thin.",
        aliases: ["k_depth"],
        isSafetyGate: true,
      },
      venueBlowoutFraction: {
        type: "number",
        default: 0.3,
        warning: 0.5,
        hard: 0.8,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Share of the venue's markets in blow-out from which the venue itself is in trouble.",
        aliases: ["venue_fraction"],
        isSafetyGate: true,
      },
      venueMarketsMin: {
        type: "integer",
        default: 5,
        warning: 3,
        hard: 2,
        direction: "lower",
        minimum: null,
        maximum: 10000,
        choices: null,
        unit: "markets",
        description: "Markets that must be watched before blow-outs are blamed on the venue.",
        aliases: ["venue_markets_min"],
        isSafetyGate: true,
      },
      reopenChecks: {
        type: "integer",
        default: 3,
        warning: 2,
        hard: 1,
        direction: "lower",
        minimum: null,
        maximum: 600,
        choices: null,
        unit: "checks",
        description: "OPEN checks in a row before the gate opens again.",
        aliases: ["reopen_checks"],
        isSafetyGate: true,
      },
      checkIntervalMs: {
        type: "integer",
        default: 1000,
        warning: 2000,
        hard: 5000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two checks of a market.",
        aliases: ["check_interval_ms"],
        isSafetyGate: false,
      },
      rateHalfLifeSeconds: {
        type: "number",
        default: 60,
        warning: 600,
        hard: 3600,
        direction: "upper",
        minimum: 5,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Half-life of the moving message rate.",
        aliases: ["rate_half_life_seconds"],
        isSafetyGate: false,
      },
      medianSamples: {
        type: "integer",
        default: 300,
        warning: 60,
        hard: 20,
        direction: "lower",
        minimum: null,
        maximum: 10000,
        choices: null,
        unit: "samples",
        description: "Checks over which the medians of spread and depth are taken.",
        aliases: ["median_samples"],
        isSafetyGate: false,
      },
      feedHeartbeatAgeMsMax: {
        type: "integer",
        default: 30000,
        warning: 45000,
        hard: 60000,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the feed's last heartbeat above which the feed counts as lost.",
        aliases: ["feed_heartbeat_age_ms_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_MARKET_HALTED: {
        severity: "HARD_REJECT",
        meaning: "The market is paused, resolving, resolved, invalid or does not accept orders.",
        action: "Wait for the venue to reopen the market.",
        userMessage: "This market is not trading now.",
      },
      RISK_MARKET_HALT_SUSPECT: {
        severity: "HARD_REJECT",
        meaning:
          "The market is silent for longer than chance allows, or its spread is blown out on a thin book.",
        action: "Wait for normal checks; an operator may override for one market.",
        userMessage: "This market looks halted, so no orders are sent to it.",
      },
      RISK_MARKET_HALT_VENUE_BLOWOUT: {
        severity: "HARD_REJECT",
        meaning: "Too many markets of the venue have blown-out spreads at once.",
        action: "Check the venue's status page.",
        userMessage: "The exchange looks disturbed, so no orders are sent.",
      },
      RISK_MARKET_HALT_FEED_DOWN: {
        severity: "HARD_REJECT",
        meaning: "The heartbeat of the market-data feed is lost.",
        action: "Check the connection; the gate reopens by itself.",
        userMessage: "The connection to the exchange is lost, so no orders are sent.",
      },
      RISK_MARKET_HALT_UNPROVEN: {
        severity: "HARD_REJECT",
        meaning: "Nothing vouches for the market yet; the gate opens after a row of normal checks.",
        action: "Wait some seconds after the start.",
        userMessage: "The order was not sent because the market has not been watched long enough.",
      },
      RISK_MARKET_HALT_CLEARED: {
        severity: "INFO",
        meaning: "The market trades normally and its halt gate is open.",
        action: "None.",
        userMessage: "This market trades normally.",
      },
      RISK_MARKET_HALT_OVERRIDE: {
        severity: "WARN",
        meaning: "An operator has opened the halt gate of one market by hand, for a limited time.",
        action: "Review the override when it ends.",
        userMessage: "An operator has allowed trading in this market.",
      },
    },
    metrics: [
      {
        name: "halts_total",
        type: "counter",
        unit: "decisions",
        meaning: "Decisions that found the gate closed.",
        reasonCodes: [
          "RISK_MARKET_HALTED",
          "RISK_MARKET_HALT_SUSPECT",
          "RISK_MARKET_HALT_VENUE_BLOWOUT",
          "RISK_MARKET_HALT_FEED_DOWN",
        ],
        observes: null,
        buckets: [],
      },
      {
        name: "halt_overrides_total",
        type: "counter",
        unit: "decisions",
        meaning: "Decisions under an operator's override.",
        reasonCodes: ["RISK_MARKET_HALT_OVERRIDE"],
        observes: null,
        buckets: [],
      },
      {
        name: "gate_closed",
        type: "gauge",
        unit: "flag",
        meaning: "Value of the last published signal.",
        reasonCodes: [],
        observes: "value",
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
