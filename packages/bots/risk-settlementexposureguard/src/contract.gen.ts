// Generated from the spec of risk.settlementexposureguard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_SETTLEMENT_CLEARED"
  | "RISK_SETTLEMENT_DOWNSIZED"
  | "RISK_SETTLEMENT_EXPOSURE_LIMIT"
  | "RISK_SETTLEMENT_EXPOSURE_UNKNOWN"
  | "RISK_SETTLEMENT_EXPOSURE_NEAR";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * When the market is expected to resolve, set per market; 0 while not known. Unit: epoch ms.
   */
  resolvesAtMs: number;
  /**
   * Markets whose resolutions lie less than this apart settle together. Unit: ms.
   */
  windowMs: number;
  /**
   * Most that positions and resting buys which settle together may have cost. Unit: USD.
   */
  windowUsdMax: number;
  /**
   * Most that positions and resting buys of one market may have cost. Unit: USD.
   */
  marketUsdMax: number;
  /**
   * Share of a ceiling from which a vote warns. Unit: share.
   */
  warnShare: number;
  /**
   * Age of the ledger's last agreement with the venue above which nothing is opened. Unit: ms.
   */
  reconciledAgeMsMax: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  resolvesAtMs: z.int().min(0),
  windowMs: z.int().min(60000).max(604800000),
  windowUsdMax: z.number().min(0).max(1000000),
  marketUsdMax: z.number().min(0).max(1000000),
  warnShare: z.number().min(0.1).max(1),
  reconciledAgeMsMax: z.int().min(1000).max(3600000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** SettlementExposureGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.settlementexposureguard",
    number: "1.15",
    name: "SettlementExposureGuard",
    purpose:
      "Sums what is committed to markets that may resolve within the same window and cuts or refuses orders above the ceiling.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "4d863d67c1f8b977c93360bef1680a94e820a6e4bb98c95f3ea2b9532aefd843",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.15", "risk.exposureguard"],
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
    ports: ["ledger", "marketFacts"],
    requires: [],
    parameters: {
      resolvesAtMs: {
        type: "integer",
        default: 0,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "epoch ms",
        description: "When the market is expected to resolve, set per market; 0 while not known.",
        aliases: ["resolves_at_ms"],
        isSafetyGate: false,
      },
      windowMs: {
        type: "integer",
        default: 7200000,
        warning: 3600000,
        hard: 60000,
        direction: "lower",
        minimum: null,
        maximum: 604800000,
        choices: null,
        unit: "ms",
        description: "Markets whose resolutions lie less than this apart settle together.",
        aliases: ["uma_window_ms"],
        isSafetyGate: true,
      },
      windowUsdMax: {
        type: "number",
        default: 200,
        warning: 10000,
        hard: 1000000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "USD",
        description: "Most that positions and resting buys which settle together may have cost.",
        aliases: ["max_pusd_per_window", "maxNotionalPusd"],
        isSafetyGate: true,
      },
      marketUsdMax: {
        type: "number",
        default: 100,
        warning: 10000,
        hard: 1000000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "USD",
        description: "Most that positions and resting buys of one market may have cost.",
        aliases: ["per_market_usd_max"],
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
        description: "Share of a ceiling from which a vote warns.",
        aliases: ["settlement_warn_share"],
        isSafetyGate: false,
      },
      reconciledAgeMsMax: {
        type: "integer",
        default: 300000,
        warning: 900000,
        hard: 3600000,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "Age of the ledger's last agreement with the venue above which nothing is opened.",
        aliases: ["reconciled_age_ms_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_SETTLEMENT_CLEARED: {
        severity: "INFO",
        meaning: "What settles together stays below its ceilings.",
        action: "None.",
        userMessage: "The order fits the limits on what settles together.",
      },
      RISK_SETTLEMENT_DOWNSIZED: {
        severity: "RESHAPE",
        meaning: "The order would pass a ceiling on what settles together.",
        action: "The order is cut to what is left of the ceiling.",
        userMessage: "The order was reduced because much would settle at the same time.",
      },
      RISK_SETTLEMENT_EXPOSURE_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "A ceiling on what settles together is reached.",
        action: "Wait for settlements or reduce positions of the same window.",
        userMessage: "The order was not sent because too much would settle at the same time.",
      },
      RISK_SETTLEMENT_EXPOSURE_UNKNOWN: {
        severity: "HARD_REJECT",
        meaning: "It is not known what settles together with the order's market.",
        action: "Check that the ledger is reconciled with the venue.",
        userMessage: "The order was not sent because the account's figures are not up to date.",
      },
      RISK_SETTLEMENT_EXPOSURE_NEAR: {
        severity: "WARN",
        meaning: "A ceiling on what settles together is close.",
        action: "Expect the next orders of this window to be cut.",
        userMessage: "Much will settle at the same time.",
      },
    },
    metrics: [
      {
        name: "settlement_refusals_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that refused an intent.",
        reasonCodes: ["RISK_SETTLEMENT_EXPOSURE_LIMIT", "RISK_SETTLEMENT_EXPOSURE_UNKNOWN"],
        observes: null,
        buckets: [],
      },
      {
        name: "settlement_reshapes_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that cut an intent.",
        reasonCodes: ["RISK_SETTLEMENT_DOWNSIZED"],
        observes: null,
        buckets: [],
      },
      {
        name: "settlement_warnings_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that let an intent pass with a warning.",
        reasonCodes: ["RISK_SETTLEMENT_EXPOSURE_NEAR"],
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
