// Generated from the spec of risk.feeandgasguard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_FEE_GAS_HEADROOM"
  | "RISK_FEE_TO_EDGE_EXCEEDED"
  | "RISK_FEE_EDGE_UNKNOWN"
  | "RISK_FEE_ORDER_TOO_SMALL"
  | "RISK_STALE_MARKET_DATA"
  | "RISK_FEE_DOWNSIZED"
  | "RISK_FEE_PASSIVE_ONLY"
  | "RISK_FEE_TO_EDGE_HIGH"
  | "RISK_FEE_GAS_LOW"
  | "RISK_FEES_ACCEPTED";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Rate r of the market's fee curve r (p (1 - p))^e, set per market from its own feeSchedule. Unit: ratio.
   */
  feeRate: number;
  /**
   * Exponent e of the market's fee curve. Unit: exponent.
   */
  feeExponent: number;
  /**
   * Builder fee on what is taken, basis points of notional. Unit: bps.
   */
  builderFeeBps: number;
  /**
   * Gas that one order costs us. Unit: USD.
   */
  gasUsdPerOrder: number;
  /**
   * Gas that must be left in the wallet, where it needs any, for an order to pass. Unit: micro-POL.
   */
  gasMicroPolMin: number;
  /**
   * Fee and gas over expected edge above which an order is made passive or refused. Unit: ratio.
   */
  feeToEdgeRatioMax: number;
  /**
   * Fee and gas over expected edge above which a vote warns. Unit: ratio.
   */
  feeToEdgeWarnRatio: number;
  /**
   * Fee over notional above which an order is made passive or refused, whatever its edge. Unit: bps.
   */
  feeBpsMax: number;
  /**
   * Smallest notional of an order that takes. Unit: USD.
   */
  orderUsdMin: number;
  /**
   * Whether an order that costs something and states no edge is refused.
   */
  isEdgeRequired: boolean;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  feeRate: z.number().min(0).max(0.25),
  feeExponent: z.number().min(0.5).max(4),
  builderFeeBps: z.int().min(0).max(100),
  gasUsdPerOrder: z.number().min(0).max(1),
  gasMicroPolMin: z.int().min(0).max(1000000000),
  feeToEdgeRatioMax: z.number().min(0.01).max(1),
  feeToEdgeWarnRatio: z.number().min(0.01).max(1),
  feeBpsMax: z.number().min(1).max(1000),
  orderUsdMin: z.number().min(0).max(1000),
  isEdgeRequired: z.boolean(),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** FeeAndGasGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.feeandgasguard",
    number: "1.14",
    name: "FeeAndGasGuard",
    purpose:
      "Estimates what an order costs in fees and gas and blocks, shrinks or makes passive what would eat too much of its edge, or could not be paid.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "82c9b99d3138f7e01fd941e3e5e143a40ea78bf1dd79db124f9a199f17707dc1",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.14", "risk.fee_and_gas_guard"],
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
    ports: ["marketFacts", "ledger", "venueHealth"],
    requires: [],
    parameters: {
      feeRate: {
        type: "number",
        default: 0.07,
        warning: 0.1,
        hard: 0.25,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ratio",
        description:
          "Rate r of the market's fee curve r (p (1 - p))^e, set per market from its own feeSchedule.",
        aliases: ["fee_rate"],
        isSafetyGate: true,
      },
      feeExponent: {
        type: "number",
        default: 1,
        warning: 2,
        hard: 4,
        direction: "upper",
        minimum: 0.5,
        maximum: null,
        choices: null,
        unit: "exponent",
        description: "Exponent e of the market's fee curve.",
        aliases: ["fee_exponent"],
        isSafetyGate: false,
      },
      builderFeeBps: {
        type: "integer",
        default: 0,
        warning: 50,
        hard: 100,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "bps",
        description: "Builder fee on what is taken, basis points of notional.",
        aliases: ["builder_fee_bps"],
        isSafetyGate: false,
      },
      gasUsdPerOrder: {
        type: "number",
        default: 0,
        warning: 0.05,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "USD",
        description: "Gas that one order costs us.",
        aliases: ["gas_usd_per_order"],
        isSafetyGate: false,
      },
      gasMicroPolMin: {
        type: "integer",
        default: 10000,
        warning: 1000,
        hard: 0,
        direction: "lower",
        minimum: null,
        maximum: 1000000000,
        choices: null,
        unit: "micro-POL",
        description:
          "Gas that must be left in the wallet, where it needs any, for an order to pass.",
        aliases: ["gas_micro_pol_min"],
        isSafetyGate: true,
      },
      feeToEdgeRatioMax: {
        type: "number",
        default: 0.5,
        warning: 0.6,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "ratio",
        description:
          "Fee and gas over expected edge above which an order is made passive or refused.",
        aliases: ["max_fee_to_edge_ratio"],
        isSafetyGate: true,
      },
      feeToEdgeWarnRatio: {
        type: "number",
        default: 0.35,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "ratio",
        description: "Fee and gas over expected edge above which a vote warns.",
        aliases: ["fee_to_edge_warn_ratio"],
        isSafetyGate: false,
      },
      feeBpsMax: {
        type: "number",
        default: 400,
        warning: 500,
        hard: 1000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "bps",
        description:
          "Fee over notional above which an order is made passive or refused, whatever its edge.",
        aliases: ["max_fee_bps"],
        isSafetyGate: true,
      },
      orderUsdMin: {
        type: "number",
        default: 1,
        warning: 50,
        hard: 1000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "USD",
        description: "Smallest notional of an order that takes.",
        aliases: ["min_order_usd"],
        isSafetyGate: false,
      },
      isEdgeRequired: {
        type: "boolean",
        default: true,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description: "Whether an order that costs something and states no edge is refused.",
        aliases: ["is_edge_required"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_FEE_GAS_HEADROOM: {
        severity: "HARD_REJECT",
        meaning: "Too little balance is left for fees and gas.",
        action: "Add funds or free reserved balance.",
        userMessage: "There is not enough balance left for fees.",
      },
      RISK_FEE_TO_EDGE_EXCEEDED: {
        severity: "HARD_REJECT",
        meaning:
          "Fees are above their limit or take more than the allowed part of the expected edge.",
        action: "Let the order rest, or wait for a larger edge.",
        userMessage: "Fees would eat too much of this order's gain.",
      },
      RISK_FEE_EDGE_UNKNOWN: {
        severity: "HARD_REJECT",
        meaning: "The order costs fees and states no expected edge.",
        action: "Have the strategy state modelEdgeBps.",
        userMessage: "The order was not sent because its expected gain is not known.",
      },
      RISK_FEE_ORDER_TOO_SMALL: {
        severity: "HARD_REJECT",
        meaning: "The order takes liquidity for less than the smallest worthwhile notional.",
        action: "Send fewer, larger orders.",
        userMessage: "The order is too small to be worth its fees.",
      },
      RISK_STALE_MARKET_DATA: {
        severity: "HARD_REJECT",
        meaning: "The market snapshot is older than its freshness limit.",
        action: "Check the feed; the decision repeats with fresh data.",
        userMessage: "The order was not sent because market data is out of date.",
      },
      RISK_FEE_DOWNSIZED: {
        severity: "RESHAPE",
        meaning: "Cash pays for a part of the order and its fees.",
        action: "The order is cut to what can be paid.",
        userMessage: "The order was reduced to what can be paid, fees included.",
      },
      RISK_FEE_PASSIVE_ONLY: {
        severity: "RESHAPE",
        meaning: "Fees of taking are too high, so the order only rests.",
        action: "None; resting orders pay no fee.",
        userMessage: "The order only waits at its price, because taking would cost too much.",
      },
      RISK_FEE_TO_EDGE_HIGH: {
        severity: "WARN",
        meaning: "Fees take a large part of the expected edge.",
        action: "Prefer resting orders in this market.",
        userMessage: "Fees are high for this order.",
      },
      RISK_FEE_GAS_LOW: {
        severity: "WARN",
        meaning: "The wallet's gas is close to its minimum.",
        action: "Top up the wallet's gas.",
        userMessage: "The wallet is running low on gas.",
      },
      RISK_FEES_ACCEPTED: {
        severity: "INFO",
        meaning: "Fees and gas of the order can be paid and leave enough of its edge.",
        action: "None.",
        userMessage: "Fees are acceptable.",
      },
    },
    metrics: [
      {
        name: "fees_refusals_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that refused an intent.",
        reasonCodes: [
          "RISK_FEE_GAS_HEADROOM",
          "RISK_FEE_TO_EDGE_EXCEEDED",
          "RISK_FEE_EDGE_UNKNOWN",
          "RISK_FEE_ORDER_TOO_SMALL",
          "RISK_STALE_MARKET_DATA",
        ],
        observes: null,
        buckets: [],
      },
      {
        name: "fees_reshapes_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that cut an intent.",
        reasonCodes: ["RISK_FEE_DOWNSIZED", "RISK_FEE_PASSIVE_ONLY"],
        observes: null,
        buckets: [],
      },
      {
        name: "fees_warnings_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that let an intent pass with a warning.",
        reasonCodes: ["RISK_FEE_TO_EDGE_HIGH", "RISK_FEE_GAS_LOW"],
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
