// Generated from the spec of risk.liquidityguard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_LIQUIDITY_OK"
  | "RISK_INSUFFICIENT_VISIBLE_DEPTH"
  | "RISK_SPREAD_TOO_WIDE"
  | "RISK_LIQUIDITY_INSUFFICIENT"
  | "RISK_STALE_BOOK";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Largest share of the visible size within its limit that an order may take. Unit: share.
   */
  depthShareMax: number;
  /**
   * Smallest worth of the best level of the side that an order takes from. Unit: micro-pUSD.
   */
  topOfBookMicroUsdMin: number;
  /**
   * Spread over its median above which an order may only rest. Unit: ratio.
   */
  spreadMultipleMax: number;
  /**
   * Samples over which the median of the spread is taken. Unit: samples.
   */
  medianSamples: number;
  /**
   * Samples below which the spread is not judged. Unit: samples.
   */
  samplesMin: number;
  /**
   * Time between two samples of the spread. Unit: ms.
   */
  sampleIntervalMs: number;
  /**
   * Age of the book above which the order is refused. Unit: ms.
   */
  orderBookAgeMsMax: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  depthShareMax: z.number().min(0).max(1),
  topOfBookMicroUsdMin: z.int().min(0),
  spreadMultipleMax: z.number().min(1).max(20),
  medianSamples: z.int().min(60).max(10000),
  samplesMin: z.int().min(1).max(10000),
  sampleIntervalMs: z.int().min(1).max(3600000),
  orderBookAgeMsMax: z.int().min(1).max(60000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** LiquidityGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.liquidityguard",
    number: "1.4",
    name: "LiquidityGuard",
    purpose:
      "Keeps orders from eating too much of the visible book. An order that takes is cut to a share of the size it could take, only rests while the spread is unusually wide, and is refused where the best level is worth too little or the book is old.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "30a3115053888354fcec23d255dd53c125c979d10ba6273af6eba478b47fcbd6",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.4", "risk.liquidity_guard"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
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
    ports: ["marketFacts"],
    requires: [],
    parameters: {
      depthShareMax: {
        type: "number",
        default: 0.25,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Largest share of the visible size within its limit that an order may take.",
        aliases: ["depth_share_max"],
        isSafetyGate: true,
      },
      topOfBookMicroUsdMin: {
        type: "integer",
        default: 10000000,
        warning: 1000000,
        hard: 0,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description: "Smallest worth of the best level of the side that an order takes from.",
        aliases: ["min_top_of_book_micro_usd"],
        isSafetyGate: true,
      },
      spreadMultipleMax: {
        type: "number",
        default: 3,
        warning: 5,
        hard: 20,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ratio",
        description: "Spread over its median above which an order may only rest.",
        aliases: ["max_spread_multiple"],
        isSafetyGate: true,
      },
      medianSamples: {
        type: "integer",
        default: 1440,
        warning: 300,
        hard: 60,
        direction: "lower",
        minimum: null,
        maximum: 10000,
        choices: null,
        unit: "samples",
        description: "Samples over which the median of the spread is taken.",
        aliases: ["median_samples"],
        isSafetyGate: true,
      },
      samplesMin: {
        type: "integer",
        default: 30,
        warning: 10,
        hard: 1,
        direction: "lower",
        minimum: null,
        maximum: 10000,
        choices: null,
        unit: "samples",
        description: "Samples below which the spread is not judged.",
        aliases: ["samples_min"],
        isSafetyGate: true,
      },
      sampleIntervalMs: {
        type: "integer",
        default: 60000,
        warning: 300000,
        hard: 3600000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two samples of the spread.",
        aliases: ["sample_interval_ms"],
        isSafetyGate: true,
      },
      orderBookAgeMsMax: {
        type: "integer",
        default: 15000,
        warning: 30000,
        hard: 60000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the book above which the order is refused.",
        aliases: ["max_orderbook_age_ms"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_LIQUIDITY_OK: {
        severity: "INFO",
        meaning: "The order takes little enough of the visible book, or nothing at once.",
        action: "None.",
        userMessage: "There is enough liquidity for this order.",
      },
      RISK_INSUFFICIENT_VISIBLE_DEPTH: {
        severity: "RESHAPE",
        meaning: "The order would take too much of the visible top of book.",
        action: "The order is cut to the allowed share of visible depth.",
        userMessage: "The order was reduced because the book is thin.",
      },
      RISK_SPREAD_TOO_WIDE: {
        severity: "RESHAPE",
        meaning: "The spread is above the warning multiple of its 30-day median.",
        action: "The order is limited to passive prices.",
        userMessage: "The spread is unusually wide, so the order only waits at its price.",
      },
      RISK_LIQUIDITY_INSUFFICIENT: {
        severity: "HARD_REJECT",
        meaning: "The market has too little liquidity for the order.",
        action: "Wait for depth or trade a smaller size.",
        userMessage: "There is not enough liquidity for this order.",
      },
      RISK_STALE_BOOK: {
        severity: "HARD_REJECT",
        meaning: "The order book is older than its freshness limit.",
        action: "Check the feed; the decision repeats with a fresh book.",
        userMessage: "The order was not sent because market data is out of date.",
      },
    },
    metrics: [
      {
        name: "liquidity_refusals_total",
        type: "counter",
        unit: "votes",
        meaning: "Orders refused for want of liquidity.",
        reasonCodes: ["RISK_LIQUIDITY_INSUFFICIENT"],
        observes: null,
        buckets: [],
      },
      {
        name: "liquidity_cuts_total",
        type: "counter",
        unit: "votes",
        meaning: "Orders cut to the book.",
        reasonCodes: ["RISK_INSUFFICIENT_VISIBLE_DEPTH"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 0,
    idempotencyKey: ["intentId"],
    stateTtlMs: 0,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
