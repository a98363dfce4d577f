// Generated from the spec of exec.order_amend_cancel_manager by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "EXEC_QUOTE_PLACED"
  | "EXEC_AMEND_OK"
  | "EXEC_NOT_A_QUOTE"
  | "EXEC_QUOTE_KEPT"
  | "EXEC_AMEND_RATE_LIMITED"
  | "EXEC_AMEND_STALE_VIEW"
  | "EXEC_AMEND_OVERRIDE"
  | "EXEC_QUOTE_MARKET_HALTED"
  | "EXEC_QUOTE_DRIFTED"
  | "EXEC_QUOTE_TOO_AGGRESSIVE";

export interface Types {
  authority: "shape";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {
    market_halt: MarketHaltPayload;
  };
}

export interface Parameters {
  /**
   * Quotes of one strategy on one side of a token; with more the nearest in price is replaced. Unit: quotes.
   */
  quotesPerSideMax: number;
  /**
   * Move of the midpoint since the quote was planned from which it is replaced. Unit: USD per share.
   */
  midMoveUsdMax: number;
  /**
   * How much less aggressive than the wanted price a resting quote may be. Unit: USD per share.
   */
  priceMoveUsdMax: number;
  /**
   * How much more aggressive than the wanted price a resting quote may be. Unit: USD per share.
   */
  aggressiveMoveUsdMax: number;
  /**
   * Change of size, of the wanted one, up to which a quote is kept. Unit: share.
   */
  sizeChangeShareMax: number;
  /**
   * Age from which a quote is replaced although nothing has moved. Unit: seconds.
   */
  refreshSeconds: number;
  /**
   * Random spread of that age. Unit: share.
   */
  refreshJitterShare: number;
  /**
   * Time before its expiry from which a quote is replaced by a longer one. Unit: seconds.
   */
  expiryMarginSeconds: number;
  /**
   * Replacements in one market within a minute. Unit: replacements.
   */
  amendmentsPerMinuteMax: number;
  /**
   * How much further behind the best price than when it was planned a quote may fall. Unit: USD per share.
   */
  driftUsdMax: number;
  /**
   * Age of the market's newest message above which nothing is replaced. Unit: ms.
   */
  bookAgeMsMax: number;
  /**
   * How long a quote waits for an older one whose outcome is unknown. Unit: seconds.
   */
  staleViewSecondsMax: number;
  /**
   * Whether the gate of the market halt detector counts, too, and not only the venue's word.
   */
  isHaltGateObeyed: boolean;
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
  quotesPerSideMax: z.int().min(1).max(20),
  midMoveUsdMax: z.number().min(0.0001).max(0.2),
  priceMoveUsdMax: z.number().min(0.0001).max(0.2),
  aggressiveMoveUsdMax: z.number().min(0.0001).max(0.1),
  sizeChangeShareMax: z.number().min(0).max(2),
  refreshSeconds: z.int().min(1).max(86400),
  refreshJitterShare: z.number().min(0).max(1),
  expiryMarginSeconds: z.int().min(0).max(3600),
  amendmentsPerMinuteMax: z.int().min(1).max(300),
  driftUsdMax: z.number().min(0.0001).max(1),
  bookAgeMsMax: z.int().min(100).max(60000),
  staleViewSecondsMax: z.int().min(0).max(600),
  isHaltGateObeyed: z.boolean(),
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

/** OrderAmendCancelManager: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "exec.order_amend_cancel_manager",
    number: "2.15",
    name: "OrderAmendCancelManager",
    purpose:
      "Replaces quotes: an older quote of the same strategy, market, token and side is gone before the new one is sent, so that exposure is never doubled. Where the new one is hardly different the old one stays and keeps its place in the queue. Quotes that the market has left behind, and quotes in halted markets, are taken back.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "70b13685b5cc0b7181105d975f635accbec1f146552fae3ac62aceeab7848923",
    coreRange: "^0.1.0",
    layer: "execution",
    authority: "shape",
    aliases: ["2.15", "exec.orderamendcancelmanager"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
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
        topic: "order_update",
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
        contract: "ExecutionPlan",
        kind: null,
        unit: null,
      },
    ],
    ports: ["marketFacts", "openOrders", "orderCare", "random"],
    requires: [
      {
        botId: "risk.market_halt_detector",
        isOptional: true,
      },
    ],
    parameters: {
      quotesPerSideMax: {
        type: "integer",
        default: 1,
        warning: 5,
        hard: 20,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "quotes",
        description:
          "Quotes of one strategy on one side of a token; with more the nearest in price is replaced.",
        aliases: ["quotes_per_side_max"],
        isSafetyGate: true,
      },
      midMoveUsdMax: {
        type: "number",
        default: 0.02,
        warning: 0.05,
        hard: 0.2,
        direction: "upper",
        minimum: 0.0001,
        maximum: null,
        choices: null,
        unit: "USD per share",
        description: "Move of the midpoint since the quote was planned from which it is replaced.",
        aliases: ["PM_LP_SMART_REFRESH_USD", "mid_move_max"],
        isSafetyGate: false,
      },
      priceMoveUsdMax: {
        type: "number",
        default: 0.02,
        warning: 0.05,
        hard: 0.2,
        direction: "upper",
        minimum: 0.0001,
        maximum: null,
        choices: null,
        unit: "USD per share",
        description: "How much less aggressive than the wanted price a resting quote may be.",
        aliases: ["price_move_max"],
        isSafetyGate: false,
      },
      aggressiveMoveUsdMax: {
        type: "number",
        default: 0.01,
        warning: 0.03,
        hard: 0.1,
        direction: "upper",
        minimum: 0.0001,
        maximum: null,
        choices: null,
        unit: "USD per share",
        description: "How much more aggressive than the wanted price a resting quote may be.",
        aliases: ["aggressive_move_max"],
        isSafetyGate: true,
      },
      sizeChangeShareMax: {
        type: "number",
        default: 0.25,
        warning: 0.5,
        hard: 2,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Change of size, of the wanted one, up to which a quote is kept.",
        aliases: ["size_change_max"],
        isSafetyGate: false,
      },
      refreshSeconds: {
        type: "integer",
        default: 1800,
        warning: 14400,
        hard: 86400,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Age from which a quote is replaced although nothing has moved.",
        aliases: ["quote_refresh_s"],
        isSafetyGate: false,
      },
      refreshJitterShare: {
        type: "number",
        default: 0.15,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Random spread of that age.",
        aliases: ["PM_TIMING_JITTER_PCT", "timing_jitter_pct"],
        isSafetyGate: false,
      },
      expiryMarginSeconds: {
        type: "integer",
        default: 60,
        warning: 600,
        hard: 3600,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Time before its expiry from which a quote is replaced by a longer one.",
        aliases: ["expiry_margin_s"],
        isSafetyGate: false,
      },
      amendmentsPerMinuteMax: {
        type: "integer",
        default: 20,
        warning: 60,
        hard: 300,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "replacements",
        description: "Replacements in one market within a minute.",
        aliases: ["cancel_replace_per_minute"],
        isSafetyGate: true,
      },
      driftUsdMax: {
        type: "number",
        default: 0.1,
        warning: 0.3,
        hard: 1,
        direction: "upper",
        minimum: 0.0001,
        maximum: null,
        choices: null,
        unit: "USD per share",
        description:
          "How much further behind the best price than when it was planned a quote may fall.",
        aliases: ["drift_max"],
        isSafetyGate: false,
      },
      bookAgeMsMax: {
        type: "integer",
        default: 5000,
        warning: 15000,
        hard: 60000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Age of the market's newest message above which nothing is replaced.",
        aliases: ["max_orderbook_age_ms"],
        isSafetyGate: true,
      },
      staleViewSecondsMax: {
        type: "integer",
        default: 30,
        warning: 120,
        hard: 600,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "How long a quote waits for an older one whose outcome is unknown.",
        aliases: ["stale_view_max_s"],
        isSafetyGate: true,
      },
      isHaltGateObeyed: {
        type: "boolean",
        default: true,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description:
          "Whether the gate of the market halt detector counts, too, and not only the venue's word.",
        aliases: ["is_halt_gate_obeyed"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      EXEC_QUOTE_PLACED: {
        severity: "INFO",
        meaning: "A quote replaces nothing.",
        action: "None.",
        userMessage: "The order is placed.",
      },
      EXEC_AMEND_OK: {
        severity: "INFO",
        meaning: "A quote replaces older ones, which are cancelled first.",
        action: "None.",
        userMessage: "The order replaces an earlier one.",
      },
      EXEC_NOT_A_QUOTE: {
        severity: "INFO",
        meaning: "An order is no quote of a strategy and is left as planned.",
        action: "None.",
        userMessage: "The order is placed as planned.",
      },
      EXEC_QUOTE_KEPT: {
        severity: "EXPLAIN",
        meaning:
          "A new quote was given up because the resting one is as good and keeps its place in the queue.",
        action: "None.",
        userMessage: "The existing order was kept.",
      },
      EXEC_AMEND_RATE_LIMITED: {
        severity: "WARN",
        meaning: "A replacement was given up because too many were made within the last minute.",
        action: "Look for a strategy that changes its mind too often.",
        userMessage: "The order was not replaced because it was changed too often.",
      },
      EXEC_AMEND_STALE_VIEW: {
        severity: "WARN",
        meaning: "An amendment was based on an outdated view of the order.",
        action: "The view is refreshed and the amendment decided anew.",
        userMessage: "A change to the order was not sent because its state had changed.",
      },
      EXEC_AMEND_OVERRIDE: {
        severity: "WARN",
        meaning: "An operator amended an order by hand.",
        action: "Review the change.",
        userMessage: "An operator changed the order.",
      },
      EXEC_QUOTE_MARKET_HALTED: {
        severity: "WARN",
        meaning: "Quotes rest in no market that does not trade normally.",
        action: "Wait for the market to open again.",
        userMessage: "The order was cancelled because the market is paused.",
      },
      EXEC_QUOTE_DRIFTED: {
        severity: "INFO",
        meaning: "A quote was taken back because the market has moved away from it.",
        action: "None; the strategy may place a new one.",
        userMessage: "The order was cancelled because the market moved away.",
      },
      EXEC_QUOTE_TOO_AGGRESSIVE: {
        severity: "WARN",
        meaning:
          "A resting quote is more aggressive than its strategy now wants and could not be replaced; it was taken back.",
        action: "None; the strategy may place a new one.",
        userMessage: "The order was cancelled because its price was no longer wanted.",
      },
    },
    metrics: [
      {
        name: "quotes_replaced_total",
        type: "counter",
        unit: "orders",
        meaning: "Quotes that replaced others.",
        reasonCodes: ["EXEC_AMEND_OK"],
        observes: null,
        buckets: [],
      },
      {
        name: "quotes_kept_total",
        type: "counter",
        unit: "orders",
        meaning: "Quotes given up because the resting one was as good.",
        reasonCodes: ["EXEC_QUOTE_KEPT"],
        observes: null,
        buckets: [],
      },
      {
        name: "amendments_limited_total",
        type: "counter",
        unit: "orders",
        meaning: "Quotes given up because too many were replaced within a minute.",
        reasonCodes: ["EXEC_AMEND_RATE_LIMITED"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 1024,
    deduplicationWindowMs: 0,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 86400000,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
