// Generated from the spec of exec.fee_slippage_estimator by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "EXEC_COST_ESTIMATED"
  | "EXEC_COST_FALLBACK"
  | "EXEC_COST_FEE_SCHEDULE_STALE"
  | "EXEC_COST_SLIPPAGE_LIMIT";

export interface Types {
  authority: "shape";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Slippage of what is taken above which an order is given up, unless it is no more than one tick a share or the order only reduces a position. Unit: basis points.
   */
  slippageBpsMax: number;
  /**
   * Age of the book above which costs are a conservative default. Unit: ms.
   */
  orderBookAgeMsMax: number;
  /**
   * The builder's taker fee on top of the venue's. Unit: basis points.
   */
  builderFeeBps: number;
  /**
   * Rate of the taker fee where the market's is not known. Unit: rate.
   */
  fallbackFeeRate: number;
  /**
   * Time between the estimate and the match, in which the price moves. Unit: ms.
   */
  delayMs: number;
  /**
   * Age at which a change of the midpoint counts half towards volatility. Unit: seconds.
   */
  halfLifeSeconds: number;
  /**
   * Share of the volatility that an order as large as the depth causes. Unit: ratio.
   */
  impactFactor: number;
  /**
   * How the impact grows with the order's share of the depth. Unit: ratio.
   */
  impactExponent: number;
  /**
   * Slippage assumed without a usable book, before volatility. Unit: micro-pUSD per share.
   */
  fallbackSlippageMicroUsd: number;
  /**
   * Volatility assumed before any change of the midpoint was seen, where the book is not usable. Unit: USD per square root of a second.
   */
  fallbackVolatility: number;
  /**
   * Time until completion assumed without a usable book. Unit: seconds.
   */
  fallbackHorizonSeconds: number;
  /**
   * Depth assumed without a usable book. Unit: micro-pUSD.
   */
  fallbackDepthMicroUsd: number;
  /**
   * Cost of an order that does not grow with it. Unit: micro-pUSD per order.
   */
  fixedCostMicroUsd: number;
  /**
   * Probability that an order which waits at the best price is filled. Unit: probability.
   */
  fillProbability: number;
  /**
   * What a filled resting order loses to better-informed takers. Unit: micro-pUSD per share.
   */
  adverseSelectionMicroUsd: number;
  /**
   * What an order that is never filled would have earned. Unit: micro-pUSD per share.
   */
  missedEdgeMicroUsd: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  slippageBpsMax: z.number().min(0).max(10000),
  orderBookAgeMsMax: z.int().min(1).max(60000),
  builderFeeBps: z.number().min(0).max(100),
  fallbackFeeRate: z.number().min(0).max(1),
  delayMs: z.int().min(0).max(10000),
  halfLifeSeconds: z.number().min(1).max(3600),
  impactFactor: z.number().min(0).max(100),
  impactExponent: z.number().min(0.5).max(1),
  fallbackSlippageMicroUsd: z.int().min(0).max(500000),
  fallbackVolatility: z.number().min(0).max(0.1),
  fallbackHorizonSeconds: z.number().min(0).max(3600),
  fallbackDepthMicroUsd: z.int().min(1000000),
  fixedCostMicroUsd: z.int().min(0).max(10000000),
  fillProbability: z.number().min(0).max(1),
  adverseSelectionMicroUsd: z.int().min(0).max(500000),
  missedEdgeMicroUsd: z.int().min(0).max(1000000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** FeeSlippageEstimator: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "exec.fee_slippage_estimator",
    number: "2.14",
    name: "FeeSlippageEstimator",
    purpose:
      "States what a plan will cost before it is sent: taker fees by the market's own schedule, slippage by walking the live book, the rebate that its resting part may earn. It gives an order up whose slippage is above what the strategy or the operator accepts, and reduces nothing by itself.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "75df05ef374094b46d6c7c962e81af0fc20f72949e4b43a657d897572d9dde4a",
    coreRange: "^0.1.0",
    layer: "execution",
    authority: "shape",
    aliases: ["2.14", "exec.feeslippageestimator"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "ExecutionPlan",
        kind: null,
        unit: null,
      },
    ],
    ports: ["marketFacts"],
    requires: [
      {
        botId: "exec.smartrouter",
        isOptional: true,
      },
      {
        botId: "exec.antitoxicfill",
        isOptional: true,
      },
      {
        botId: "exec.dustandroundingcleaner",
        isOptional: true,
      },
    ],
    parameters: {
      slippageBpsMax: {
        type: "number",
        default: 2000,
        warning: 3000,
        hard: 10000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "basis points",
        description:
          "Slippage of what is taken above which an order is given up, unless it is no more than one tick a share or the order only reduces a position.",
        aliases: ["max_slippage_bps"],
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
        description: "Age of the book above which costs are a conservative default.",
        aliases: ["max_orderbook_age_ms"],
        isSafetyGate: true,
      },
      builderFeeBps: {
        type: "number",
        default: 0,
        warning: 50,
        hard: 100,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "basis points",
        description: "The builder's taker fee on top of the venue's.",
        aliases: ["builder_fee_bps"],
        isSafetyGate: false,
      },
      fallbackFeeRate: {
        type: "number",
        default: 0.07,
        warning: 0.25,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "rate",
        description: "Rate of the taker fee where the market's is not known.",
        aliases: ["fallback_fee_rate"],
        isSafetyGate: false,
      },
      delayMs: {
        type: "integer",
        default: 300,
        warning: 2000,
        hard: 10000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between the estimate and the match, in which the price moves.",
        aliases: ["delay_ms"],
        isSafetyGate: false,
      },
      halfLifeSeconds: {
        type: "number",
        default: 30,
        warning: 300,
        hard: 3600,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Age at which a change of the midpoint counts half towards volatility.",
        aliases: ["half_life_seconds"],
        isSafetyGate: false,
      },
      impactFactor: {
        type: "number",
        default: 1,
        warning: 5,
        hard: 100,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ratio",
        description: "Share of the volatility that an order as large as the depth causes.",
        aliases: ["impact_factor"],
        isSafetyGate: false,
      },
      impactExponent: {
        type: "number",
        default: 0.5,
        warning: 0.5,
        hard: 0.5,
        direction: "lower",
        minimum: null,
        maximum: 1,
        choices: null,
        unit: "ratio",
        description: "How the impact grows with the order's share of the depth.",
        aliases: ["impact_exponent"],
        isSafetyGate: false,
      },
      fallbackSlippageMicroUsd: {
        type: "integer",
        default: 1000,
        warning: 50000,
        hard: 500000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD per share",
        description: "Slippage assumed without a usable book, before volatility.",
        aliases: ["fallback_slippage_micro_usd"],
        isSafetyGate: false,
      },
      fallbackVolatility: {
        type: "number",
        default: 0.0004,
        warning: 0.01,
        hard: 0.1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "USD per square root of a second",
        description:
          "Volatility assumed before any change of the midpoint was seen, where the book is not usable.",
        aliases: ["fallback_volatility"],
        isSafetyGate: false,
      },
      fallbackHorizonSeconds: {
        type: "number",
        default: 60,
        warning: 600,
        hard: 3600,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Time until completion assumed without a usable book.",
        aliases: ["fallback_horizon_seconds"],
        isSafetyGate: false,
      },
      fallbackDepthMicroUsd: {
        type: "integer",
        default: 1000000000,
        warning: 100000000,
        hard: 1000000,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description: "Depth assumed without a usable book.",
        aliases: ["fallback_depth_micro_usd"],
        isSafetyGate: false,
      },
      fixedCostMicroUsd: {
        type: "integer",
        default: 0,
        warning: 1000000,
        hard: 10000000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD per order",
        description: "Cost of an order that does not grow with it.",
        aliases: ["fixed_cost_micro_usd"],
        isSafetyGate: false,
      },
      fillProbability: {
        type: "number",
        default: 0.3,
        warning: 0.7,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "probability",
        description: "Probability that an order which waits at the best price is filled.",
        aliases: ["fill_probability"],
        isSafetyGate: false,
      },
      adverseSelectionMicroUsd: {
        type: "integer",
        default: 5000,
        warning: 50000,
        hard: 500000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD per share",
        description: "What a filled resting order loses to better-informed takers.",
        aliases: ["adverse_selection_micro_usd"],
        isSafetyGate: false,
      },
      missedEdgeMicroUsd: {
        type: "integer",
        default: 50000,
        warning: 250000,
        hard: 1000000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD per share",
        description: "What an order that is never filled would have earned.",
        aliases: ["missed_edge_micro_usd"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      EXEC_COST_ESTIMATED: {
        severity: "INFO",
        meaning: "Fees and slippage of an order were estimated from the live book.",
        action: "None.",
        userMessage: "The expected costs of the order are known.",
      },
      EXEC_COST_FALLBACK: {
        severity: "WARN",
        meaning: "The book is unproven or too old, so costs are a conservative default.",
        action: "Check the market's feed.",
        userMessage: "The costs of the order are a cautious guess.",
      },
      EXEC_COST_FEE_SCHEDULE_STALE: {
        severity: "WARN",
        meaning: "The market's fee schedule is not known, so fees are a conservative default.",
        action: "Check the market's terms.",
        userMessage: "The fees of the order are a cautious guess.",
      },
      EXEC_COST_SLIPPAGE_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "The expected slippage is above what the strategy or the operator accepts.",
        action: "Trade a smaller size, rest instead of taking, or wait for depth.",
        userMessage: "The order was not sent because its price would have been too bad.",
      },
    },
    metrics: [
      {
        name: "estimates_total",
        type: "counter",
        unit: "plans",
        meaning: "Plans with an estimate from the live book.",
        reasonCodes: ["EXEC_COST_ESTIMATED", "EXEC_COST_FEE_SCHEDULE_STALE"],
        observes: null,
        buckets: [],
      },
      {
        name: "fallback_estimates_total",
        type: "counter",
        unit: "plans",
        meaning: "Plans with a conservative default.",
        reasonCodes: ["EXEC_COST_FALLBACK"],
        observes: null,
        buckets: [],
      },
      {
        name: "slippage_refusals_total",
        type: "counter",
        unit: "plans",
        meaning: "Orders that were given up for their slippage.",
        reasonCodes: ["EXEC_COST_SLIPPAGE_LIMIT"],
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
