// Generated from the spec of risk.inventoryunwinder by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_EXIT_STOP_LOSS"
  | "RISK_EXIT_CONCENTRATION"
  | "RISK_EXIT_SEEDED"
  | "RISK_EXIT_BELOW_FLOOR"
  | "RISK_EXIT_TOO_SMALL"
  | "RISK_EXIT_BLOCKED"
  | "RISK_EXIT_DONE";

export interface Types {
  authority: "trade";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    inventory_exit: InventoryExitPayload;
  };
  consumes: {};
}

export interface Parameters {
  /**
   * Loss from what was paid at which a position is sold. Unit: share.
   */
  exitLossShare: number;
  /**
   * Limit of a selling order as a share of the best bid, so that it fills at once. Unit: share.
   */
  exitPriceShare: number;
  /**
   * Lowest limit of a selling order, whatever the share says. Unit: price units.
   */
  exitPriceMin: number;
  /**
   * Smaller positions are left alone. Unit: micro-shares.
   */
  exitMicroSharesMin: number;
  /**
   * Share of the bids at or above the limit that one slice takes. Unit: share.
   */
  sliceDepthShare: number;
  /**
   * Time between two slices. Unit: ms.
   */
  sliceIntervalMs: number;
  /**
   * A loss counts once it has lasted so long; 0 for at once. Unit: ms.
   */
  breachMsMin: number;
  /**
   * In a wider spread the best bid alone does not say what a share is worth. Unit: USD per share.
   */
  spreadUsdMax: number;
  /**
   * How long a wide spread must last before a position is sold into it. Unit: ms.
   */
  wideBreachMsMin: number;
  /**
   * Time between two looks at a market's positions. Unit: ms.
   */
  checkIntervalMs: number;
  /**
   * Time until the next attempt after a refusal, and until orders in the way no longer hold an exit up. Unit: ms.
   */
  retryMs: number;
  /**
   * What shares of unknown cost count as having cost: the offer when they were first seen, or a whole dollar. Unit: rule.
   */
  unknownCostBasis: "first_seen" | "one_dollar";
  /**
   * Most that the positions of a market may have cost; what is above is sold. 0 switches it off. Unit: micro-pUSD.
   */
  marketMicroUsdMax: number;
}

export interface InventoryExitPayload {
  /**
   * Token of the position.
   */
  tokenId: string;
  /**
   * What becomes of it.
   */
  status: "watching" | "blocked" | "done";
  /**
   * Held. Unit: micro-shares.
   */
  size: number;
  /**
   * What can be sold now. Unit: micro-shares.
   */
  sellable: number;
  /**
   * What losses are counted from. Unit: USD per share.
   */
  basisUsd: number;
  /**
   * False where nobody knows what was paid.
   */
  isBasisKnown: boolean;
  /**
   * Best bid of others; 0 for none. Unit: USD per share.
   */
  bestBidUsd: number;
  /**
   * Lowest price of a sale. Unit: USD per share.
   */
  floorUsd: number;
  /**
   * What risk has answered; empty when it was not asked.
   */
  refusal: string;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  exitLossShare: z.number().min(0.01).max(1),
  exitPriceShare: z.number().min(0.01).max(1),
  exitPriceMin: z.int().min(1).max(9999),
  exitMicroSharesMin: z.int().min(0),
  sliceDepthShare: z.number().min(0.01).max(1),
  sliceIntervalMs: z.int().min(1).max(600000),
  breachMsMin: z.int().min(0).max(600000),
  spreadUsdMax: z.number().min(0.0001).max(1),
  wideBreachMsMin: z.int().min(0).max(3600000),
  checkIntervalMs: z.int().min(0).max(60000),
  retryMs: z.int().min(100).max(600000),
  unknownCostBasis: z.enum(["first_seen", "one_dollar"]),
  marketMicroUsdMax: z.int().min(0),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
  inventory_exit: z.strictObject({
    tokenId: z.string(),
    status: z.enum(["watching", "blocked", "done"]),
    size: z.int().min(0),
    sellable: z.int().min(0),
    basisUsd: z.number().min(0),
    isBasisKnown: z.boolean(),
    bestBidUsd: z.number().min(0),
    floorUsd: z.number().min(0),
    refusal: z.string(),
  }),
};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** InventoryUnwinder: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.inventoryunwinder",
    number: "1.6",
    name: "InventoryUnwinder",
    purpose:
      "Sells positions that have lost a set share of what they cost, in slices and never below a price floor, and says so when one cannot be sold. Positions from before the start are watched like any other.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "229e9666ed400be1959b034392c3e1160e4db5c9a5f7fd270efebf6bd6d9bea6",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "trade",
    aliases: ["1.6", "risk.inventory_unwinder"],
    modes: ["off", "shadow", "advisory", "enforced"],
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
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "inventory_exit",
        unit: "share",
      },
      {
        contract: "OrderIntent",
        kind: null,
        unit: null,
      },
    ],
    ports: ["intents", "ledger", "openOrders", "ownOrders", "timers"],
    requires: [],
    parameters: {
      exitLossShare: {
        type: "number",
        default: 0.5,
        warning: 0.9,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Loss from what was paid at which a position is sold.",
        aliases: ["PM_EXIT_LOSS_PCT", "exit_loss_pct"],
        isSafetyGate: true,
      },
      exitPriceShare: {
        type: "number",
        default: 0.5,
        warning: 0.2,
        hard: 0.01,
        direction: "lower",
        minimum: null,
        maximum: 1,
        choices: null,
        unit: "share",
        description:
          "Limit of a selling order as a share of the best bid, so that it fills at once.",
        aliases: ["PM_EXIT_PRICE_PCT", "sell_price_discount"],
        isSafetyGate: true,
      },
      exitPriceMin: {
        type: "integer",
        default: 100,
        warning: 10,
        hard: 1,
        direction: "lower",
        minimum: null,
        maximum: 9999,
        choices: null,
        unit: "price units",
        description: "Lowest limit of a selling order, whatever the share says.",
        aliases: ["exit_price_floor"],
        isSafetyGate: true,
      },
      exitMicroSharesMin: {
        type: "integer",
        default: 1000000,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-shares",
        description: "Smaller positions are left alone.",
        aliases: ["min_sell_micro_shares"],
        isSafetyGate: false,
      },
      sliceDepthShare: {
        type: "number",
        default: 0.5,
        warning: 0.8,
        hard: 1,
        direction: "upper",
        minimum: 0.01,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Share of the bids at or above the limit that one slice takes.",
        aliases: ["slice_depth_share"],
        isSafetyGate: true,
      },
      sliceIntervalMs: {
        type: "integer",
        default: 1000,
        warning: 60000,
        hard: 600000,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two slices.",
        aliases: ["slice_interval_ms"],
        isSafetyGate: false,
      },
      breachMsMin: {
        type: "integer",
        default: 1000,
        warning: 60000,
        hard: 600000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "A loss counts once it has lasted so long; 0 for at once.",
        aliases: ["breach_ms_min"],
        isSafetyGate: true,
      },
      spreadUsdMax: {
        type: "number",
        default: 0.05,
        warning: 0.3,
        hard: 1,
        direction: "upper",
        minimum: 0.0001,
        maximum: null,
        choices: null,
        unit: "USD per share",
        description: "In a wider spread the best bid alone does not say what a share is worth.",
        aliases: ["spread_usd_max"],
        isSafetyGate: true,
      },
      wideBreachMsMin: {
        type: "integer",
        default: 60000,
        warning: 600000,
        hard: 3600000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "How long a wide spread must last before a position is sold into it.",
        aliases: ["wide_breach_ms_min"],
        isSafetyGate: true,
      },
      checkIntervalMs: {
        type: "integer",
        default: 1000,
        warning: 5000,
        hard: 60000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time between two looks at a market's positions.",
        aliases: ["check_interval_ms"],
        isSafetyGate: false,
      },
      retryMs: {
        type: "integer",
        default: 5000,
        warning: 60000,
        hard: 600000,
        direction: "upper",
        minimum: 100,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "Time until the next attempt after a refusal, and until orders in the way no longer hold an exit up.",
        aliases: ["retry_ms"],
        isSafetyGate: false,
      },
      unknownCostBasis: {
        type: "string",
        default: "first_seen",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["first_seen", "one_dollar"],
        unit: "rule",
        description:
          "What shares of unknown cost count as having cost: the offer when they were first seen, or a whole dollar.",
        aliases: ["unknown_cost_basis"],
        isSafetyGate: true,
      },
      marketMicroUsdMax: {
        type: "integer",
        default: 0,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description:
          "Most that the positions of a market may have cost; what is above is sold. 0 switches it off.",
        aliases: ["concentration_micro_usd_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_EXIT_STOP_LOSS: {
        severity: "WARN",
        meaning:
          "A position is being sold because it has lost the share of its cost that it may lose.",
        action: "None; compare the market's fills with its later prices.",
        userMessage: "A position is being sold because it has lost too much.",
      },
      RISK_EXIT_CONCENTRATION: {
        severity: "WARN",
        meaning:
          "A part of a market's positions is being sold because they have cost more than they may.",
        action: "Find out how the limit came to be passed.",
        userMessage: "A part of a position is being sold because too much is held.",
      },
      RISK_EXIT_SEEDED: {
        severity: "INFO",
        meaning: "A position from before the start is being watched.",
        action: "Check the assumed cost where it is not known.",
        userMessage: "A position from before the start is being watched.",
      },
      RISK_EXIT_BELOW_FLOOR: {
        severity: "WARN",
        meaning: "A position should be sold and nobody bids the lowest price allowed.",
        action: "Keep it until resolution, or lower the floor.",
        userMessage: "A position should be sold, and nobody bids the lowest price allowed.",
      },
      RISK_EXIT_TOO_SMALL: {
        severity: "INFO",
        meaning: "A position should be sold and is below the smallest sale.",
        action: "None; it is kept until resolution.",
        userMessage: "A position should be sold and is too small to sell.",
      },
      RISK_EXIT_BLOCKED: {
        severity: "WARN",
        meaning:
          "A position should be sold, and its shares are promised, not settled, or the sale was refused.",
        action: "Read the refusal; look at halts and open orders.",
        userMessage: "A position should be sold and cannot be at the moment.",
      },
      RISK_EXIT_DONE: {
        severity: "INFO",
        meaning: "A position that had to be sold is gone.",
        action: "None.",
        userMessage: "The position was sold.",
      },
    },
    metrics: [
      {
        name: "exit_slices_total",
        type: "counter",
        unit: "orders",
        meaning: "Slices proposed.",
        reasonCodes: ["RISK_EXIT_STOP_LOSS", "RISK_EXIT_CONCENTRATION"],
        observes: null,
        buckets: [],
      },
      {
        name: "exits_blocked_total",
        type: "counter",
        unit: "reports",
        meaning: "Reports of positions that had to go and could not.",
        reasonCodes: ["RISK_EXIT_BELOW_FLOOR", "RISK_EXIT_TOO_SMALL", "RISK_EXIT_BLOCKED"],
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
