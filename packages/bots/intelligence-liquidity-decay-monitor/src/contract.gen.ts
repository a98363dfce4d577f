// Generated from the spec of intel.liquidity_decay_monitor by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "INTEL_DECAY_PUBLISHED"
  | "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES"
  | "INTEL_DECAY_SUPPRESSED_HALTED";

export interface Types {
  authority: "observe";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    liquidity_decay: LiquidityDecayPayload;
  };
  consumes: {
    market_halt: MarketHaltPayload;
  };
}

export interface Parameters {
  /**
   * Trailing window over which decay is estimated. Unit: seconds.
   */
  windowSeconds: number;
  /**
   * Window of the companion estimate in which slow decay shows. Unit: seconds.
   */
  longWindowSeconds: number;
  /**
   * Observations inside the window that an estimate needs. Unit: observations.
   */
  minObservations: number;
  /**
   * Time between two observations that costs no confidence. Unit: ms.
   */
  maxGapMs: number;
  /**
   * Age of the newest observation above which nothing is published. Unit: ms.
   */
  maxOrderbookAgeMs: number;
  /**
   * How often a book that does not change is sampled. Unit: ms.
   */
  heldBookCadenceMs: number;
  /**
   * Age of the feed's last heartbeat up to which a held book counts as fresh. Unit: ms.
   */
  feedHeartbeatAgeMsMax: number;
  /**
   * Share of the inside size that is ours from which an estimate is flagged as own-dominated. Unit: share.
   */
  ownShareFlag: number;
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
  windowSeconds: z.int().min(5).max(300),
  longWindowSeconds: z.int().min(300).max(600),
  minObservations: z.int().min(5),
  maxGapMs: z.int().min(100).max(10000),
  maxOrderbookAgeMs: z.int().min(100).max(10000),
  heldBookCadenceMs: z.int().min(100).max(5000),
  feedHeartbeatAgeMsMax: z.int().min(1000).max(30000),
  ownShareFlag: z.number().min(0.05).max(1),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
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

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {
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

/** LiquidityDecayMonitor: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "intel.liquidity_decay_monitor",
    number: "4.16",
    name: "LiquidityDecayMonitor",
    purpose:
      "Measures how fast inside liquidity disappears while our orders rest on the book, in USD per second and market. Routers and order shapers use the figure to size and slice. It never blocks anything.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "68cbb806d8050af9081361e632d0ed64882ca4690b0fbe644a4d45630424c20f",
    coreRange: "^0.1.0",
    layer: "intelligence",
    authority: "observe",
    aliases: ["4.16", "intel.liquiditydecaymonitor"],
    modes: ["off", "shadow", "advisory"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: 2000,
      },
      {
        topic: "trade",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "heartbeat",
        kind: null,
        isRequired: true,
        ageMsMax: 15000,
      },
      {
        topic: "market_status",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "signal",
        kind: "market_halt",
        isRequired: false,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "liquidity_decay",
        unit: "usd_per_second",
      },
    ],
    ports: ["clock", "log", "timers", "ownOrders"],
    requires: [
      {
        botId: "intel.orderflowanalyzer",
        isOptional: true,
      },
      {
        botId: "risk.market_halt_detector",
        isOptional: false,
      },
      {
        botId: "exec.orderlifecyclemanager",
        isOptional: true,
      },
    ],
    parameters: {
      windowSeconds: {
        type: "integer",
        default: 60,
        warning: 120,
        hard: 300,
        direction: "upper",
        minimum: 5,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Trailing window over which decay is estimated.",
        aliases: ["window_seconds"],
        isSafetyGate: false,
      },
      longWindowSeconds: {
        type: "integer",
        default: 600,
        warning: null,
        hard: 600,
        direction: "upper",
        minimum: 300,
        maximum: 600,
        choices: null,
        unit: "seconds",
        description: "Window of the companion estimate in which slow decay shows.",
        aliases: ["long_window_seconds"],
        isSafetyGate: false,
      },
      minObservations: {
        type: "integer",
        default: 30,
        warning: 15,
        hard: 5,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "observations",
        description: "Observations inside the window that an estimate needs.",
        aliases: ["min_observations"],
        isSafetyGate: false,
      },
      maxGapMs: {
        type: "integer",
        default: 2000,
        warning: 5000,
        hard: 10000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two observations that costs no confidence.",
        aliases: ["max_gap_ms"],
        isSafetyGate: false,
      },
      maxOrderbookAgeMs: {
        type: "integer",
        default: 2000,
        warning: 5000,
        hard: 10000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the newest observation above which nothing is published.",
        aliases: ["max_orderbook_age_ms", "max_market_data_age_ms"],
        isSafetyGate: false,
      },
      heldBookCadenceMs: {
        type: "integer",
        default: 1000,
        warning: 2000,
        hard: 5000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "How often a book that does not change is sampled.",
        aliases: ["held_book_cadence_ms"],
        isSafetyGate: false,
      },
      feedHeartbeatAgeMsMax: {
        type: "integer",
        default: 15000,
        warning: 20000,
        hard: 30000,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the feed's last heartbeat up to which a held book counts as fresh.",
        aliases: ["feed_heartbeat_age_ms_max"],
        isSafetyGate: false,
      },
      ownShareFlag: {
        type: "number",
        default: 0.5,
        warning: 0.8,
        hard: 1,
        direction: "upper",
        minimum: 0.05,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Share of the inside size that is ours from which an estimate is flagged as own-dominated.",
        aliases: ["own_share_flag"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      INTEL_DECAY_PUBLISHED: {
        severity: "INFO",
        meaning: "A liquidity-decay estimate was published.",
        action: "None; the estimate is in the decision.",
        userMessage: "Internal signal, not shown to users.",
      },
      INTEL_DECAY_SUPPRESSED_LOW_SAMPLES: {
        severity: "INFO",
        meaning: "No liquidity-decay estimate: too few fresh observations lie inside the window.",
        action:
          "Consumers use a conservative slice size; if it lasts, compare the sample count with minObservations.",
        userMessage: "Internal signal, not shown to users.",
      },
      INTEL_DECAY_SUPPRESSED_HALTED: {
        severity: "INFO",
        meaning: "No liquidity-decay estimate: the market is halted or its halt gate is closed.",
        action: "Wait for the market to reopen; buffers start again.",
        userMessage: "Internal signal, not shown to users.",
      },
    },
    metrics: [
      {
        name: "decay_emissions_total",
        type: "counter",
        unit: "emissions",
        meaning: "Estimates published.",
        reasonCodes: ["INTEL_DECAY_PUBLISHED"],
        observes: null,
        buckets: [],
      },
      {
        name: "decay_suppressed_total",
        type: "counter",
        unit: "emissions",
        meaning: "Estimates suppressed, for any reason.",
        reasonCodes: ["INTEL_DECAY_SUPPRESSED_LOW_SAMPLES", "INTEL_DECAY_SUPPRESSED_HALTED"],
        observes: null,
        buckets: [],
      },
      {
        name: "decay_value_histogram",
        type: "histogram",
        unit: "usd_per_second",
        meaning: "Distribution of published estimates.",
        reasonCodes: ["INTEL_DECAY_PUBLISHED"],
        observes: "value",
        buckets: [0, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100, 500],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 32,
    deduplicationWindowMs: 60000,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 86400000,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
