// Generated from the spec of strat.maker_tight by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "STRAT_MAKER_QUOTE_INSIDE"
  | "STRAT_MAKER_QUOTE_JOINED"
  | "STRAT_MAKER_QUOTE_REDUCING";

export interface Types {
  authority: "trade";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {
    market_halt: MarketHaltPayload;
  };
}

export interface Parameters {
  /**
   * Worth of one quote; raised to the market's smallest order where the inventory limit has room for it. Unit: micro-pUSD.
   */
  orderMicroUsd: number;
  /**
   * Most that one direction in a market may have cost, the resting quote included. Unit: micro-pUSD.
   */
  inventoryMicroUsdMax: number;
  /**
   * Share of half the spread by which a full inventory moves the fair value against itself. Unit: share.
   */
  inventorySkewFactor: number;
  /**
   * What the fair value may be wrong by: taken off every edge. Unit: USD per share.
   */
  uncertaintyBufferUsd: number;
  /**
   * A quote is only made for more than this, after fees and buffer. Unit: USD per share.
   */
  edgeUsdMin: number;
  /**
   * Levels of each side that the micro-price is taken over. Unit: levels.
   */
  fairValueLevels: number;
  /**
   * Rate of the fee that resting orders pay, rate x price x (1 - price) per share. Unit: rate.
   */
  makerFeeRate: number;
  /**
   * Whether it quotes beside the best price where better leaves no edge. Unit: flag.
   */
  joinsTouch: boolean;
  /**
   * Wider markets are not quoted: their book does not say what a share is worth. Unit: USD per share.
   */
  spreadUsdMax: number;
  /**
   * A quote that is older is taken back, and made anew where it is still worth it. Unit: ms.
   */
  quoteAgeMsMax: number;
  /**
   * A quote is taken back once the price it should have is this far away, or once it has no edge where it is. Unit: USD per share.
   */
  repriceUsdMin: number;
  /**
   * Silence of book and feed after which quotes are taken back. Unit: ms.
   */
  bookAgeMsMax: number;
  /**
   * How long a side waits after risk has refused its quote, or somebody has taken it back. Unit: ms.
   */
  refusalPauseMs: number;
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
  orderMicroUsd: z.int().min(1),
  inventoryMicroUsdMax: z.int().min(1),
  inventorySkewFactor: z.number().min(0).max(1),
  uncertaintyBufferUsd: z.number().min(0).max(0.5),
  edgeUsdMin: z.number().min(0).max(0.5),
  fairValueLevels: z.int().min(1).max(10),
  makerFeeRate: z.number().min(0).max(0.25),
  joinsTouch: z.boolean(),
  spreadUsdMax: z.number().min(0.001).max(1),
  quoteAgeMsMax: z.int().min(1000),
  repriceUsdMin: z.number().min(0.0001).max(0.5),
  bookAgeMsMax: z.int().min(1000).max(120000),
  refusalPauseMs: z.int().min(100),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

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

/** MakerTight: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "strat.maker_tight",
    number: "3.1",
    name: "MakerTight",
    purpose:
      "Rests a bid and an offer inside the spread of a market wherever that leaves an edge after fees and an uncertainty buffer, leans against its inventory, and takes its quotes back when the book cannot be trusted.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "c0547d469d53d86b450bf507a9658f0d0e88df6122d9136ac194352f64277e3c",
    coreRange: "^0.1.0",
    layer: "strategy",
    authority: "trade",
    aliases: ["3.1", "strat.maker-tight", "maker_tight"],
    modes: ["off", "shadow", "advisory", "enforced"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: 5000,
      },
      {
        topic: "market_status",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "heartbeat",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "order_update",
        kind: null,
        isRequired: false,
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
        contract: "OrderIntent",
        kind: null,
        unit: null,
      },
    ],
    ports: ["intents", "ledger", "openOrders", "timers"],
    requires: [],
    parameters: {
      orderMicroUsd: {
        type: "integer",
        default: 10000000,
        warning: 100000000,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description:
          "Worth of one quote; raised to the market's smallest order where the inventory limit has room for it.",
        aliases: ["clip_size_micro_usd"],
        isSafetyGate: false,
      },
      inventoryMicroUsdMax: {
        type: "integer",
        default: 20000000,
        warning: 200000000,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description:
          "Most that one direction in a market may have cost, the resting quote included.",
        aliases: ["hard_inventory_cap_micro_usd"],
        isSafetyGate: true,
      },
      inventorySkewFactor: {
        type: "number",
        default: 0.5,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "share",
        description:
          "Share of half the spread by which a full inventory moves the fair value against itself.",
        aliases: ["inventory_skew_factor"],
        isSafetyGate: false,
      },
      uncertaintyBufferUsd: {
        type: "number",
        default: 0.002,
        warning: 0.0005,
        hard: null,
        direction: "lower",
        minimum: 0,
        maximum: 0.5,
        choices: null,
        unit: "USD per share",
        description: "What the fair value may be wrong by: taken off every edge.",
        aliases: ["uncertainty_buffer"],
        isSafetyGate: false,
      },
      edgeUsdMin: {
        type: "number",
        default: 0.0005,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 0.5,
        choices: null,
        unit: "USD per share",
        description: "A quote is only made for more than this, after fees and buffer.",
        aliases: ["min_edge_usd"],
        isSafetyGate: false,
      },
      fairValueLevels: {
        type: "integer",
        default: 3,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: 10,
        choices: null,
        unit: "levels",
        description: "Levels of each side that the micro-price is taken over.",
        aliases: ["fair_value_levels"],
        isSafetyGate: false,
      },
      makerFeeRate: {
        type: "number",
        default: 0,
        warning: 0.02,
        hard: 0.25,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "rate",
        description:
          "Rate of the fee that resting orders pay, rate x price x (1 - price) per share.",
        aliases: ["maker_fee_rate"],
        isSafetyGate: false,
      },
      joinsTouch: {
        type: "boolean",
        default: true,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "flag",
        description: "Whether it quotes beside the best price where better leaves no edge.",
        aliases: ["joins_touch"],
        isSafetyGate: false,
      },
      spreadUsdMax: {
        type: "number",
        default: 0.1,
        warning: 0.2,
        hard: null,
        direction: "upper",
        minimum: 0.001,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "Wider markets are not quoted: their book does not say what a share is worth.",
        aliases: ["max_spread_usd"],
        isSafetyGate: false,
      },
      quoteAgeMsMax: {
        type: "integer",
        default: 30000,
        warning: 600000,
        hard: null,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "A quote that is older is taken back, and made anew where it is still worth it.",
        aliases: ["quote_age_ms_max"],
        isSafetyGate: false,
      },
      repriceUsdMin: {
        type: "number",
        default: 0.02,
        warning: 0.05,
        hard: null,
        direction: "upper",
        minimum: 0.0001,
        maximum: 0.5,
        choices: null,
        unit: "USD per share",
        description:
          "A quote is taken back once the price it should have is this far away, or once it has no edge where it is.",
        aliases: ["reprice_usd_min"],
        isSafetyGate: false,
      },
      bookAgeMsMax: {
        type: "integer",
        default: 15000,
        warning: 30000,
        hard: 120000,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Silence of book and feed after which quotes are taken back.",
        aliases: ["book_age_ms_max"],
        isSafetyGate: true,
      },
      refusalPauseMs: {
        type: "integer",
        default: 5000,
        warning: 600000,
        hard: null,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "How long a side waits after risk has refused its quote, or somebody has taken it back.",
        aliases: ["refusal_pause_ms"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      STRAT_MAKER_QUOTE_INSIDE: {
        severity: "INFO",
        meaning: "A maker quote was placed inside the spread.",
        action: "None.",
        userMessage: "A quote was placed.",
      },
      STRAT_MAKER_QUOTE_JOINED: {
        severity: "INFO",
        meaning: "A maker quote was placed beside the best price.",
        action: "None.",
        userMessage: "A quote was placed.",
      },
      STRAT_MAKER_QUOTE_REDUCING: {
        severity: "INFO",
        meaning: "A maker quote offers what is held.",
        action: "None.",
        userMessage: "A quote was placed to sell what is held.",
      },
    },
    metrics: [
      {
        name: "quotes_total",
        type: "counter",
        unit: "quotes",
        meaning: "Quotes proposed.",
        reasonCodes: [
          "STRAT_MAKER_QUOTE_INSIDE",
          "STRAT_MAKER_QUOTE_JOINED",
          "STRAT_MAKER_QUOTE_REDUCING",
        ],
        observes: null,
        buckets: [],
      },
      {
        name: "reducing_quotes_total",
        type: "counter",
        unit: "quotes",
        meaning: "Quotes that offer what is held.",
        reasonCodes: ["STRAT_MAKER_QUOTE_REDUCING"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 0,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 0,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
