// Generated from the spec of exec.smartrouter by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "EXEC_ROUTE_PLANNED"
  | "EXEC_ROUTE_WHOLE"
  | "EXEC_ROUTE_PASSIVE"
  | "EXEC_ROUTE_ICEBERG"
  | "EXEC_ROUTE_CONSERVATIVE"
  | "EXEC_ROUTE_UNINFORMED";

export interface Types {
  authority: "shape";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {
    liquidity_decay: LiquidityDecayPayload;
  };
}

export interface Parameters {
  /**
   * Largest share of the depth expected to remain over a slice interval that the slices of that interval may take. Unit: share.
   */
  depthShareMax: number;
  /**
   * Share of the visible depth that a slice may take while there is no usable estimate of decay. Unit: share.
   */
  conservativeSliceShare: number;
  /**
   * Age of the decay estimate above which it is not used. Unit: ms.
   */
  signalAgeMsMax: number;
  /**
   * Confidence of the decay estimate below which it is not used. Unit: share.
   */
  confidenceMin: number;
  /**
   * Time between two slices that take, before it is made irregular. Unit: ms.
   */
  sliceIntervalMs: number;
  /**
   * Most slices with which an order takes, and most children in which it rests. Unit: slices.
   */
  slicesMax: number;
  /**
   * Largest share of the visible depth of its side that a resting order shows at once. Unit: share.
   */
  icebergDepthShareMax: number;
  /**
   * Levels of a side that count as visible depth for a resting order. Unit: levels.
   */
  visibleLevels: number;
  /**
   * Time between two children of a resting order, before it is made irregular. Unit: ms.
   */
  icebergIntervalMs: number;
  /**
   * How far sizes are made irregular; the result is never above what was approved. Unit: share.
   */
  sizeJitterShare: number;
  /**
   * How far the time between slices is made irregular. Unit: share.
   */
  timingJitterShare: number;
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
  /**
   * Age of the book above which an order is not routed by it. Unit: ms.
   */
  orderBookAgeMsMax: number;
}

export interface LiquidityDecayPayload {
  /**
   * Window of the estimate. Unit: seconds.
   */
  windowSeconds: number;
  /**
   * Observations inside the window. Unit: observations.
   */
  samples: number;
  /**
   * Depth at the window start. Unit: USD.
   */
  baselineDepthUsd: number | null;
  /**
   * Depth of the newest observation. Unit: USD.
   */
  currentDepthUsd: number | null;
  /**
   * Part of the loss that takers executed. Unit: USD per second.
   */
  takerUsdPerSecond: number | null;
  /**
   * Part of the loss that was cancelled; a lower bound. Unit: USD per second.
   */
  cancelUsdPerSecond: number | null;
  /**
   * Depth that was added meanwhile; a lower bound. Unit: USD per second.
   */
  addUsdPerSecond: number | null;
  /**
   * The same estimate over the long window.
   */
  longWindow: {
    /**
     * Window of the companion estimate. Unit: seconds.
     */
    windowSeconds: number;
    /**
     * Rate at which inside depth fell over the long window. Unit: USD per second.
     */
    value: number;
    /**
     * Confidence of the companion estimate.
     */
    confidence: number;
  } | null;
  /**
   * Share of the inside size that is ours. Unit: share.
   */
  ownShare: number;
  /**
   * True when our share reaches ownShareFlag.
   */
  isOwnDominant: boolean;
  /**
   * Why a suppressed estimate is missing, where the reason code alone does not say.
   */
  detail: "STALE_INPUT" | null;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  depthShareMax: z.number().min(0.01).max(1),
  conservativeSliceShare: z.number().min(0.01).max(1),
  signalAgeMsMax: z.int().min(1).max(60000),
  confidenceMin: z.number().min(0).max(1),
  sliceIntervalMs: z.int().min(1).max(600000),
  slicesMax: z.int().min(1).max(16),
  icebergDepthShareMax: z.number().min(0.01).max(10),
  visibleLevels: z.int().min(1).max(100),
  icebergIntervalMs: z.int().min(1).max(3600000),
  sizeJitterShare: z.number().min(0).max(0.5),
  timingJitterShare: z.number().min(0).max(1),
  fillProbability: z.number().min(0).max(1),
  adverseSelectionMicroUsd: z.int().min(0).max(500000),
  missedEdgeMicroUsd: z.int().min(0).max(1000000),
  orderBookAgeMsMax: z.int().min(1).max(60000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {
  liquidity_decay: z.strictObject({
    windowSeconds: z.int().min(1),
    samples: z.int().min(0),
    baselineDepthUsd: z.number().min(0).nullable(),
    currentDepthUsd: z.number().min(0).nullable(),
    takerUsdPerSecond: z.number().min(0).nullable(),
    cancelUsdPerSecond: z.number().min(0).nullable(),
    addUsdPerSecond: z.number().min(0).nullable(),
    longWindow: z.strictObject({
      windowSeconds: z.int().min(1),
      value: z.number().min(0),
      confidence: z.number().min(0).max(1),
    }).nullable(),
    ownShare: z.number().min(0).max(1),
    isOwnDominant: z.boolean(),
    detail: z.enum(["STALE_INPUT"]).nullable(),
  }),
};

/** SmartRouter: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "exec.smartrouter",
    number: "2.1",
    name: "SmartRouter",
    purpose:
      "Turns an approved order into a concrete plan: type, price, slices and their timing. It takes what is worth taking within the approved limit, in slices that the book can bear, and rests with the remainder. It never changes side, market, token or a limit of risk.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "846ffce2f1a0eb4c91bce3a33ae5270ddb5bdd1817d61f8c9f07f8fc117752db",
    coreRange: "^0.1.0",
    layer: "execution",
    authority: "shape",
    aliases: ["2.1", "exec.smart_router", "ExecRouter"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "signal",
        kind: "liquidity_decay",
        isRequired: false,
        ageMsMax: 60000,
      },
    ],
    emits: [
      {
        contract: "ExecutionPlan",
        kind: null,
        unit: null,
      },
    ],
    ports: ["random", "marketFacts"],
    requires: [],
    parameters: {
      depthShareMax: {
        type: "number",
        default: 1,
        warning: null,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Largest share of the depth expected to remain over a slice interval that the slices of that interval may take.",
        aliases: ["depth_share_max"],
        isSafetyGate: false,
      },
      conservativeSliceShare: {
        type: "number",
        default: 0.25,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Share of the visible depth that a slice may take while there is no usable estimate of decay.",
        aliases: ["conservative_slice_share"],
        isSafetyGate: true,
      },
      signalAgeMsMax: {
        type: "integer",
        default: 5000,
        warning: 15000,
        hard: 60000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the decay estimate above which it is not used.",
        aliases: ["max_signal_age_ms"],
        isSafetyGate: true,
      },
      confidenceMin: {
        type: "number",
        default: 0.3,
        warning: 0.1,
        hard: 0,
        direction: "lower",
        minimum: null,
        maximum: 1,
        choices: null,
        unit: "share",
        description: "Confidence of the decay estimate below which it is not used.",
        aliases: ["min_confidence"],
        isSafetyGate: true,
      },
      sliceIntervalMs: {
        type: "integer",
        default: 5000,
        warning: 60000,
        hard: 600000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two slices that take, before it is made irregular.",
        aliases: ["slice_interval_ms"],
        isSafetyGate: false,
      },
      slicesMax: {
        type: "integer",
        default: 8,
        warning: 12,
        hard: 16,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "slices",
        description: "Most slices with which an order takes, and most children in which it rests.",
        aliases: ["max_slices"],
        isSafetyGate: true,
      },
      icebergDepthShareMax: {
        type: "number",
        default: 0.5,
        warning: 2,
        hard: 10,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Largest share of the visible depth of its side that a resting order shows at once.",
        aliases: ["iceberg_depth_share_max"],
        isSafetyGate: false,
      },
      visibleLevels: {
        type: "integer",
        default: 5,
        warning: 20,
        hard: 100,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "levels",
        description: "Levels of a side that count as visible depth for a resting order.",
        aliases: ["visible_levels"],
        isSafetyGate: false,
      },
      icebergIntervalMs: {
        type: "integer",
        default: 30000,
        warning: 300000,
        hard: 3600000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two children of a resting order, before it is made irregular.",
        aliases: ["iceberg_interval_ms"],
        isSafetyGate: false,
      },
      sizeJitterShare: {
        type: "number",
        default: 0.1,
        warning: 0.25,
        hard: 0.5,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "How far sizes are made irregular; the result is never above what was approved.",
        aliases: ["size_jitter_pct", "size_jitter_share"],
        isSafetyGate: false,
      },
      timingJitterShare: {
        type: "number",
        default: 0.15,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description: "How far the time between slices is made irregular.",
        aliases: ["timing_jitter_pct", "timing_jitter_share"],
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
        description: "Age of the book above which an order is not routed by it.",
        aliases: ["max_orderbook_age_ms"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      EXEC_ROUTE_PLANNED: {
        severity: "INFO",
        meaning:
          "An order was turned into slices that take what is worth taking and rest with the remainder.",
        action: "None; the slices are in the plan.",
        userMessage: "The order was split to get a good price.",
      },
      EXEC_ROUTE_WHOLE: {
        severity: "INFO",
        meaning: "An order goes out in one piece.",
        action: "None.",
        userMessage: "The order was sent as it is.",
      },
      EXEC_ROUTE_PASSIVE: {
        severity: "INFO",
        meaning: "Waiting beats crossing the spread, so the order only rests.",
        action: "None; if such orders never fill, compare fillProbability with what is observed.",
        userMessage: "The order waits for a better price.",
      },
      EXEC_ROUTE_ICEBERG: {
        severity: "INFO",
        meaning:
          "A resting order is larger than its share of the visible depth, so it is shown in children.",
        action: "None; the children are in the plan.",
        userMessage: "The order is shown to the market in pieces.",
      },
      EXEC_ROUTE_CONSERVATIVE: {
        severity: "INFO",
        meaning:
          "There is no usable estimate of liquidity decay, so what takes goes out in conservative slices.",
        action: "If it lasts, check why intel.liquidity_decay_monitor says nothing.",
        userMessage: "The order was split into small pieces.",
      },
      EXEC_ROUTE_UNINFORMED: {
        severity: "WARN",
        meaning:
          "The order book is unproven or too old to route by, so the order goes out as approved.",
        action: "Check the market's feed.",
        userMessage: "The order was sent as it is because market data is out of date.",
      },
    },
    metrics: [
      {
        name: "orders_sliced_total",
        type: "counter",
        unit: "plans",
        meaning: "Orders that were cut into slices.",
        reasonCodes: ["EXEC_ROUTE_PLANNED", "EXEC_ROUTE_ICEBERG", "EXEC_ROUTE_CONSERVATIVE"],
        observes: null,
        buckets: [],
      },
      {
        name: "conservative_plans_total",
        type: "counter",
        unit: "plans",
        meaning: "Orders that took without an estimate of decay.",
        reasonCodes: ["EXEC_ROUTE_CONSERVATIVE"],
        observes: null,
        buckets: [],
      },
      {
        name: "uninformed_plans_total",
        type: "counter",
        unit: "plans",
        meaning: "Orders that went out without a usable book.",
        reasonCodes: ["EXEC_ROUTE_UNINFORMED"],
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
