// Generated from the spec of exec.antitoxicfill by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "EXEC_FLOW_CALM"
  | "EXEC_FLOW_EXEMPT"
  | "EXEC_FLOW_UNKNOWN"
  | "EXEC_TOXIC_FLOW_SHAPED"
  | "EXEC_TOXIC_FLOW_DELAYED"
  | "EXEC_TOXIC_FLOW_HELD"
  | "EXEC_TOXIC_FLOW_ABANDONED"
  | "EXEC_TOXIC_FLOW_PULLED";

export interface Types {
  authority: "shape";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {
    order_flow: OrderFlowPayload;
  };
}

export interface Parameters {
  /**
   * Toxicity from which quotes of the attacked side are made smaller, further away and later. Unit: ratio.
   */
  toxicityWarnMin: number;
  /**
   * Toxicity from which resting quotes of the attacked side are taken back and new ones held. Unit: ratio.
   */
  toxicityHardMin: number;
  /**
   * Share of its bound below which toxicity must stay for a level to end. Unit: share.
   */
  exitShare: number;
  /**
   * How long a side must be calm for the warning level to end. Unit: seconds.
   */
  calmSeconds: number;
  /**
   * How long a side must be calm for the hard level to end; quotes are held as long. Unit: seconds.
   */
  cooldownSeconds: number;
  /**
   * How long a quote waits at the warning level before it is sent, counted from its approval. Unit: ms.
   */
  delayMs: number;
  /**
   * How long a quote may wait altogether before it is given up. Unit: seconds.
   */
  holdSecondsMax: number;
  /**
   * Part of its size that a quote keeps at the warning level; never below what the venue takes or what earns rewards. Unit: share.
   */
  warningSizeShare: number;
  /**
   * Part of its size that a quote keeps while nothing is known of the flow. Unit: share.
   */
  unknownSizeShare: number;
  /**
   * Ticks by which a quote backs away at the warning level. Unit: ticks.
   */
  widenTicks: number;
  /**
   * Age of the order flow signal above which nothing is known of the flow. Unit: seconds.
   */
  signalAgeSecondsMax: number;
  /**
   * Trades of the analyzer's window that a one-sided tape needs while there is no VPIN. Unit: trades.
   */
  tradesMin: number;
  /**
   * Price levels that takers of one side may go through within sweepWindowMs. Unit: levels.
   */
  sweepLevelsMax: number;
  /**
   * Time within which a sweep is looked for. Unit: ms.
   */
  sweepWindowMs: number;
  /**
   * Time after one of our fills at which the mid is compared with the mid at the fill. Unit: ms.
   */
  markoutHorizonMs: number;
  /**
   * Marked fills of a side that a judgement of them needs. Unit: fills.
   */
  markoutFillsMin: number;
  /**
   * Newest fills of a side that are judged. Unit: fills.
   */
  markoutFillsMax: number;
  /**
   * Mean loss per share of our fills from which their side is raised by a level. Unit: USD per share.
   */
  markoutLossUsdMin: number;
  /**
   * Age above which a fill is no longer judged. Unit: seconds.
   */
  markoutMemorySeconds: number;
}

export interface OrderFlowPayload {
  /**
   * Window of imbalance and counts. Unit: seconds.
   */
  windowSeconds: number;
  /**
   * Sum of best-level order-flow events in the window (Cont, Kukanov, Stoikov 2014). Unit: shares.
   */
  ofiShares: number;
  /**
   * ofiShares over mean half depth; null without depth. Unit: ratio.
   */
  ofiNormalised: number | null;
  /**
   * Volume-synchronised imbalance of the last full buckets (Easley, López de Prado, O'Hara 2012). Unit: ratio.
   */
  vpin: number | null;
  /**
   * Size-weighted means over the trades marked since the start; null without any.
   */
  markout: {
    /**
     * What takers paid beyond the mid. Unit: USD per share.
     */
    effectiveHalfSpreadUsd: number;
    /**
     * How far the mid then moved in the takers' favour. Unit: USD per share.
     */
    adverseSelectionUsd: number;
    /**
     * What was left to the makers. Unit: USD per share.
     */
    makerRealisedHalfSpreadUsd: number;
  } | null;
  /**
   * Trades inside the window. Unit: trades.
   */
  tradeCount: number;
  /**
   * Taker volume that bought the first outcome. Unit: shares.
   */
  takerBuyShares: number;
  /**
   * Taker volume that sold the first outcome. Unit: shares.
   */
  takerSellShares: number;
  /**
   * Class of the flow; null with too few trades.
   */
  flowClass: ("toxic" | "informed" | "benign") | null;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  toxicityWarnMin: z.number().min(0.05).max(1),
  toxicityHardMin: z.number().min(0.05).max(1),
  exitShare: z.number().min(0.1).max(1),
  calmSeconds: z.int().min(1).max(3600),
  cooldownSeconds: z.int().min(1).max(3600),
  delayMs: z.int().min(0).max(60000),
  holdSecondsMax: z.int().min(0).max(600),
  warningSizeShare: z.number().min(0.01).max(1),
  unknownSizeShare: z.number().min(0.01).max(1),
  widenTicks: z.int().min(0).max(20),
  signalAgeSecondsMax: z.int().min(1).max(3600),
  tradesMin: z.int().min(5).max(10000),
  sweepLevelsMax: z.int().min(1).max(20),
  sweepWindowMs: z.int().min(100).max(600000),
  markoutHorizonMs: z.int().min(100).max(300000),
  markoutFillsMin: z.int().min(3).max(1000),
  markoutFillsMax: z.int().min(1).max(5000),
  markoutLossUsdMin: z.number().min(0).max(0.05),
  markoutMemorySeconds: z.int().min(1).max(86400),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {
  order_flow: z.strictObject({
    windowSeconds: z.int().min(1),
    ofiShares: z.number(),
    ofiNormalised: z.number().nullable(),
    vpin: z.number().min(0).max(1).nullable(),
    markout: z.strictObject({
      effectiveHalfSpreadUsd: z.number(),
      adverseSelectionUsd: z.number(),
      makerRealisedHalfSpreadUsd: z.number(),
    }).nullable(),
    tradeCount: z.int().min(0),
    takerBuyShares: z.number().min(0),
    takerSellShares: z.number().min(0),
    flowClass: z.enum(["toxic", "informed", "benign"]).nullable(),
  }),
};

/** AntiToxicFill: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "exec.antitoxicfill",
    number: "2.2",
    name: "AntiToxicFill",
    purpose:
      "Keeps resting quotes from being picked off. Where flow, a sweep or the losses of our own fills say that one side is attacked, its quotes become smaller, later and more distant; where it is worse, they are taken back, and new ones wait until the side has been calm for a while.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "209137c3863ecb5ceb2cba0b3deaeba35793a0d089cc6037dd64f6e8b058073d",
    coreRange: "^0.1.0",
    layer: "execution",
    authority: "shape",
    aliases: ["2.2", "exec.anti_toxic_fill"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
    consumes: [
      {
        topic: "signal",
        kind: "order_flow",
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "trade",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "fill",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "order_update",
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
    ports: ["openOrders", "orderCare"],
    requires: [
      {
        botId: "intel.orderflowanalyzer",
        isOptional: true,
      },
    ],
    parameters: {
      toxicityWarnMin: {
        type: "number",
        default: 0.7,
        warning: 0.85,
        hard: 1,
        direction: "upper",
        minimum: 0.05,
        maximum: null,
        choices: null,
        unit: "ratio",
        description:
          "Toxicity from which quotes of the attacked side are made smaller, further away and later.",
        aliases: ["toxicity_warning"],
        isSafetyGate: true,
      },
      toxicityHardMin: {
        type: "number",
        default: 0.9,
        warning: 0.97,
        hard: 1,
        direction: "upper",
        minimum: 0.05,
        maximum: null,
        choices: null,
        unit: "ratio",
        description:
          "Toxicity from which resting quotes of the attacked side are taken back and new ones held.",
        aliases: ["toxicity_hard"],
        isSafetyGate: true,
      },
      exitShare: {
        type: "number",
        default: 0.8,
        warning: 0.95,
        hard: 1,
        direction: "upper",
        minimum: 0.1,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Share of its bound below which toxicity must stay for a level to end.",
        aliases: ["hysteresis"],
        isSafetyGate: false,
      },
      calmSeconds: {
        type: "integer",
        default: 20,
        warning: 5,
        hard: 1,
        direction: "lower",
        minimum: null,
        maximum: 3600,
        choices: null,
        unit: "seconds",
        description: "How long a side must be calm for the warning level to end.",
        aliases: ["calm_s"],
        isSafetyGate: false,
      },
      cooldownSeconds: {
        type: "integer",
        default: 30,
        warning: 10,
        hard: 1,
        direction: "lower",
        minimum: null,
        maximum: 3600,
        choices: null,
        unit: "seconds",
        description:
          "How long a side must be calm for the hard level to end; quotes are held as long.",
        aliases: ["cooldown_s"],
        isSafetyGate: true,
      },
      delayMs: {
        type: "integer",
        default: 2000,
        warning: 10000,
        hard: 60000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "How long a quote waits at the warning level before it is sent, counted from its approval.",
        aliases: ["delay_ms"],
        isSafetyGate: false,
      },
      holdSecondsMax: {
        type: "integer",
        default: 60,
        warning: 120,
        hard: 600,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "How long a quote may wait altogether before it is given up.",
        aliases: ["hold_max_s"],
        isSafetyGate: true,
      },
      warningSizeShare: {
        type: "number",
        default: 0.5,
        warning: 0.8,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Part of its size that a quote keeps at the warning level; never below what the venue takes or what earns rewards.",
        aliases: ["downsize_factor"],
        isSafetyGate: true,
      },
      unknownSizeShare: {
        type: "number",
        default: 0.75,
        warning: 1,
        hard: null,
        direction: "upper",
        minimum: 0.01,
        maximum: 1,
        choices: null,
        unit: "share",
        description: "Part of its size that a quote keeps while nothing is known of the flow.",
        aliases: ["unknown_size_share"],
        isSafetyGate: true,
      },
      widenTicks: {
        type: "integer",
        default: 1,
        warning: 5,
        hard: 20,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ticks",
        description: "Ticks by which a quote backs away at the warning level.",
        aliases: ["requote_widen_ticks"],
        isSafetyGate: false,
      },
      signalAgeSecondsMax: {
        type: "integer",
        default: 60,
        warning: 300,
        hard: 3600,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Age of the order flow signal above which nothing is known of the flow.",
        aliases: ["signal_age_max_s"],
        isSafetyGate: true,
      },
      tradesMin: {
        type: "integer",
        default: 20,
        warning: 10,
        hard: 5,
        direction: "lower",
        minimum: null,
        maximum: 10000,
        choices: null,
        unit: "trades",
        description:
          "Trades of the analyzer's window that a one-sided tape needs while there is no VPIN.",
        aliases: ["trades_min"],
        isSafetyGate: false,
      },
      sweepLevelsMax: {
        type: "integer",
        default: 3,
        warning: 8,
        hard: 20,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "levels",
        description: "Price levels that takers of one side may go through within sweepWindowMs.",
        aliases: ["sweep_levels_max"],
        isSafetyGate: true,
      },
      sweepWindowMs: {
        type: "integer",
        default: 5000,
        warning: 1000,
        hard: 100,
        direction: "lower",
        minimum: null,
        maximum: 600000,
        choices: null,
        unit: "ms",
        description: "Time within which a sweep is looked for.",
        aliases: ["sweep_window_ms"],
        isSafetyGate: false,
      },
      markoutHorizonMs: {
        type: "integer",
        default: 5000,
        warning: 60000,
        hard: 300000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "Time after one of our fills at which the mid is compared with the mid at the fill.",
        aliases: ["markout_horizon_ms"],
        isSafetyGate: false,
      },
      markoutFillsMin: {
        type: "integer",
        default: 10,
        warning: 5,
        hard: 3,
        direction: "lower",
        minimum: null,
        maximum: 1000,
        choices: null,
        unit: "fills",
        description: "Marked fills of a side that a judgement of them needs.",
        aliases: ["markout_fills_min"],
        isSafetyGate: false,
      },
      markoutFillsMax: {
        type: "integer",
        default: 50,
        warning: 500,
        hard: 5000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "fills",
        description: "Newest fills of a side that are judged.",
        aliases: ["markout_fills_max"],
        isSafetyGate: false,
      },
      markoutLossUsdMin: {
        type: "number",
        default: 0.002,
        warning: 0.01,
        hard: 0.05,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "USD per share",
        description: "Mean loss per share of our fills from which their side is raised by a level.",
        aliases: ["markout_loss_min"],
        isSafetyGate: true,
      },
      markoutMemorySeconds: {
        type: "integer",
        default: 3600,
        warning: 14400,
        hard: 86400,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Age above which a fill is no longer judged.",
        aliases: ["markout_memory_s"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      EXEC_FLOW_CALM: {
        severity: "INFO",
        meaning: "The flow does not threaten the order.",
        action: "None.",
        userMessage: "The order is placed as planned.",
      },
      EXEC_FLOW_EXEMPT: {
        severity: "INFO",
        meaning: "An order that takes liquidity or reduces a position is not held up by flow.",
        action: "None.",
        userMessage: "The order is placed as planned.",
      },
      EXEC_FLOW_UNKNOWN: {
        severity: "RESHAPE",
        meaning: "Nothing is known of the flow; the quote is made smaller and passive.",
        action: "Check that the order flow signal is running.",
        userMessage: "The order was made smaller because market activity cannot be judged.",
      },
      EXEC_TOXIC_FLOW_SHAPED: {
        severity: "RESHAPE",
        meaning: "The flow runs against the quote, which is made smaller and backs away.",
        action: "None.",
        userMessage: "The order was made smaller and more cautious because of one-sided trading.",
      },
      EXEC_TOXIC_FLOW_DELAYED: {
        severity: "EXPLAIN",
        meaning: "The flow runs against the quote, which waits for a moment.",
        action: "None.",
        userMessage: "The order waits a moment because of one-sided trading.",
      },
      EXEC_TOXIC_FLOW_HELD: {
        severity: "EXPLAIN",
        meaning: "The flow picks quotes off; the quote waits until it has been calm for a while.",
        action: "None.",
        userMessage: "The order waits because of heavy one-sided trading.",
      },
      EXEC_TOXIC_FLOW_ABANDONED: {
        severity: "HARD_REJECT",
        meaning: "The flow stayed toxic for longer than a quote may wait.",
        action: "None; the strategy may quote anew.",
        userMessage: "The order was not sent because of heavy one-sided trading.",
      },
      EXEC_TOXIC_FLOW_PULLED: {
        severity: "WARN",
        meaning: "A resting quote was taken back because the flow was about to pick it off.",
        action: "None; the strategy may quote anew.",
        userMessage: "The order was cancelled because of heavy one-sided trading.",
      },
    },
    metrics: [
      {
        name: "quotes_shaped_total",
        type: "counter",
        unit: "orders",
        meaning: "Quotes made smaller and more careful.",
        reasonCodes: ["EXEC_TOXIC_FLOW_SHAPED", "EXEC_FLOW_UNKNOWN"],
        observes: null,
        buckets: [],
      },
      {
        name: "quotes_held_total",
        type: "counter",
        unit: "answers",
        meaning: "Answers that let a quote wait.",
        reasonCodes: ["EXEC_TOXIC_FLOW_DELAYED", "EXEC_TOXIC_FLOW_HELD"],
        observes: null,
        buckets: [],
      },
      {
        name: "quotes_abandoned_total",
        type: "counter",
        unit: "orders",
        meaning: "Quotes given up in toxic flow.",
        reasonCodes: ["EXEC_TOXIC_FLOW_ABANDONED"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 1024,
    deduplicationWindowMs: 0,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 3600000,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
