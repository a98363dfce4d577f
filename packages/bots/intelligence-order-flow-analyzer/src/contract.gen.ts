// Generated from the spec of intel.orderflowanalyzer by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "INTEL_FLOW_PUBLISHED"
  | "INTEL_FLOW_TOXIC"
  | "INTEL_FLOW_SUPPRESSED_LOW_SAMPLES";

export interface Types {
  authority: "observe";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    order_flow: OrderFlowPayload;
  };
  consumes: {};
}

export interface Parameters {
  /**
   * Volume of one VPIN bucket. Unit: shares.
   */
  vpinBucketShares: number;
  /**
   * Full buckets over which VPIN is averaged; before that it is null. Unit: buckets.
   */
  vpinBuckets: number;
  /**
   * Trailing window of order-flow imbalance and trade counts. Unit: seconds.
   */
  ofiWindowSeconds: number;
  /**
   * Time after a trade at which the mid is compared with the mid at the trade. Unit: ms.
   */
  markoutHorizonMs: number;
  /**
   * Book updates inside the window that a published imbalance needs. Unit: updates.
   */
  minUpdates: number;
  /**
   * Trades inside the window that a class of the flow needs. Unit: trades.
   */
  minTrades: number;
  /**
   * VPIN from which flow counts as toxic. Unit: ratio.
   */
  toxicVpinMin: number;
  /**
   * One in so many routine updates is published. A flip to toxic always is. Unit: updates.
   */
  sampleEvery: number;
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
  vpinBucketShares: z.number().min(1).max(100000),
  vpinBuckets: z.int().min(5).max(500),
  ofiWindowSeconds: z.int().min(1).max(600),
  markoutHorizonMs: z.int().min(100).max(300000),
  minUpdates: z.int().min(2),
  minTrades: z.int().min(2),
  toxicVpinMin: z.number().min(0.1).max(1),
  sampleEvery: z.int().min(1).max(1000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
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

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** OrderFlowAnalyzer: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "intel.orderflowanalyzer",
    number: "4.3",
    name: "OrderFlowAnalyzer",
    purpose:
      "Labels the order flow of a market toxic, informed or benign from trades and the order book. Publishes each flip to toxic and one in ten routine updates.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "a283996923d66cde9a354c50ed25b9b5b8121d823c010ef5184ea4ef53a91172",
    coreRange: "^0.1.0",
    layer: "intelligence",
    authority: "observe",
    aliases: ["4.3", "intel.order_flow_analyzer"],
    modes: ["off", "shadow", "advisory"],
    defaultMode: "advisory",
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
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "order_flow",
        unit: "normalised_imbalance",
      },
    ],
    ports: ["clock", "log", "timers"],
    requires: [],
    parameters: {
      vpinBucketShares: {
        type: "number",
        default: 500,
        warning: 10000,
        hard: 100000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "shares",
        description: "Volume of one VPIN bucket.",
        aliases: ["vpin_bucket_shares"],
        isSafetyGate: false,
      },
      vpinBuckets: {
        type: "integer",
        default: 20,
        warning: 10,
        hard: 5,
        direction: "lower",
        minimum: null,
        maximum: 500,
        choices: null,
        unit: "buckets",
        description: "Full buckets over which VPIN is averaged; before that it is null.",
        aliases: ["vpin_buckets"],
        isSafetyGate: false,
      },
      ofiWindowSeconds: {
        type: "integer",
        default: 60,
        warning: 300,
        hard: 600,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Trailing window of order-flow imbalance and trade counts.",
        aliases: ["ofi_window_seconds"],
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
        description: "Time after a trade at which the mid is compared with the mid at the trade.",
        aliases: ["markout_horizon_ms"],
        isSafetyGate: false,
      },
      minUpdates: {
        type: "integer",
        default: 10,
        warning: 5,
        hard: 2,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "updates",
        description: "Book updates inside the window that a published imbalance needs.",
        aliases: ["min_updates"],
        isSafetyGate: false,
      },
      minTrades: {
        type: "integer",
        default: 10,
        warning: 5,
        hard: 2,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "trades",
        description: "Trades inside the window that a class of the flow needs.",
        aliases: ["min_trades"],
        isSafetyGate: false,
      },
      toxicVpinMin: {
        type: "number",
        default: 0.7,
        warning: 0.9,
        hard: 1,
        direction: "upper",
        minimum: 0.1,
        maximum: null,
        choices: null,
        unit: "ratio",
        description: "VPIN from which flow counts as toxic.",
        aliases: ["toxic_vpin_min"],
        isSafetyGate: false,
      },
      sampleEvery: {
        type: "integer",
        default: 10,
        warning: 50,
        hard: 1000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "updates",
        description: "One in so many routine updates is published. A flip to toxic always is.",
        aliases: ["sample_every"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      INTEL_FLOW_PUBLISHED: {
        severity: "INFO",
        meaning: "The order flow of the window was published.",
        action: "None; the figures are in the decision.",
        userMessage: "Internal signal, not shown to users.",
      },
      INTEL_FLOW_TOXIC: {
        severity: "WARN",
        meaning: "Order flow changed to toxic.",
        action: "Makers widen or step back in this market.",
        userMessage: "Recent trading in this market is very one-sided.",
      },
      INTEL_FLOW_SUPPRESSED_LOW_SAMPLES: {
        severity: "INFO",
        meaning: "No order-flow figure: too few book updates lie inside the window.",
        action: "Consumers treat the flow as unknown.",
        userMessage: "Internal signal, not shown to users.",
      },
    },
    metrics: [
      {
        name: "flow_emissions_total",
        type: "counter",
        unit: "emissions",
        meaning: "Values published, flips included.",
        reasonCodes: ["INTEL_FLOW_PUBLISHED", "INTEL_FLOW_TOXIC"],
        observes: null,
        buckets: [],
      },
      {
        name: "flow_suppressed_total",
        type: "counter",
        unit: "emissions",
        meaning: "Sampled updates with too few book updates before them.",
        reasonCodes: ["INTEL_FLOW_SUPPRESSED_LOW_SAMPLES"],
        observes: null,
        buckets: [],
      },
      {
        name: "flow_toxic_flips_total",
        type: "counter",
        unit: "flips",
        meaning: "Changes of the class to toxic.",
        reasonCodes: ["INTEL_FLOW_TOXIC"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 60000,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 0,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
