// Generated from the spec of risk.portfolioguard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_PORTFOLIO_OK"
  | "RISK_TRADE_SIZE_CUT"
  | "RISK_DAILY_VOLUME_CUT"
  | "RISK_MARKET_CUT"
  | "RISK_PORTFOLIO_CUT"
  | "RISK_KILL_SWITCH_ACTIVE"
  | "RISK_DRAWDOWN_BREACH"
  | "RISK_TRADE_SIZE_LIMIT"
  | "RISK_DAILY_VOLUME_LIMIT"
  | "RISK_OPEN_POSITIONS_LIMIT"
  | "RISK_MARKET_LIMIT"
  | "RISK_PORTFOLIO_LIMIT"
  | "RISK_BELOW_MIN_SIZE"
  | "RISK_ACCOUNT_UNKNOWN";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * What losses are counted from: the equity with which the bot started. Unit: micro-pUSD.
   */
  startingBalanceMicroUsd: number;
  /**
   * Loss from the starting balance that halts all trading until an operator resets it. Unit: micro-pUSD.
   */
  drawdownMicroUsdMax: number;
  /**
   * Most that one order may be worth; a larger one is cut. Unit: micro-pUSD.
   */
  tradeSizeMicroUsdMax: number;
  /**
   * Most that positions and open buys of one market may have cost, both tokens together. Unit: micro-pUSD.
   */
  perMarketMicroUsdMax: number;
  /**
   * Most that all positions and open buys together may have cost. Unit: micro-pUSD.
   */
  portfolioMicroUsdMax: number;
  /**
   * Most tokens held at once. Unit: tokens.
   */
  openPositionsMax: number;
  /**
   * Most that fills of both sides and open buys may add up to in a UTC day. Unit: micro-pUSD.
   */
  dailyVolumeMicroUsdMax: number;
  /**
   * Smallest order, where the market does not state its own. Unit: micro-shares.
   */
  orderSizeMicroSharesMin: number;
  /**
   * Whether taker fees count against the limits on trades, day, markets and portfolio. Unit: flag.
   */
  hasFeesInLimits: boolean;
  /**
   * Rate of the taker fee, rate x price x (1 - price) per share, where fees count against the limits. Unit: share.
   */
  takerFeeRate: number;
  /**
   * literal lets the limits on positions and portfolio stop sells and additions, too, as the source does; standard never stops a sell by them. Unit: mode.
   */
  riskMode: "standard" | "literal";
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  startingBalanceMicroUsd: z.int().min(0),
  drawdownMicroUsdMax: z.int().min(0),
  tradeSizeMicroUsdMax: z.int().min(0),
  perMarketMicroUsdMax: z.int().min(0),
  portfolioMicroUsdMax: z.int().min(0),
  openPositionsMax: z.int().min(0).max(100000),
  dailyVolumeMicroUsdMax: z.int().min(0),
  orderSizeMicroSharesMin: z.int().min(0),
  hasFeesInLimits: z.boolean(),
  takerFeeRate: z.number().min(0).max(1),
  riskMode: z.enum(["standard", "literal"]),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** PortfolioGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.portfolioguard",
    number: "1.1",
    name: "PortfolioGuard",
    purpose:
      "Caps every order by the size of a trade, the volume of the day, the number of open positions, and the money spent in its market and in all of them. Where a limit leaves something, the order is cut to it; where it leaves nothing, the order is refused.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "b9c5b7e53fef823d402eebf1df8e34990060ec2761a5eab537f6d0e864b38602",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.1", "risk.portfolio_guard", "risk.exposureguard"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
    consumes: [
      {
        topic: "order_intent",
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
    ports: ["ledger", "killSwitch", "log"],
    requires: [],
    parameters: {
      startingBalanceMicroUsd: {
        type: "integer",
        default: 500000000,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description: "What losses are counted from: the equity with which the bot started.",
        aliases: ["starting_balance_micro_usd"],
        isSafetyGate: true,
      },
      drawdownMicroUsdMax: {
        type: "integer",
        default: 250000000,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description:
          "Loss from the starting balance that halts all trading until an operator resets it.",
        aliases: ["max_drawdown_micro_usd"],
        isSafetyGate: true,
      },
      tradeSizeMicroUsdMax: {
        type: "integer",
        default: 25000000,
        warning: 1000000000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description: "Most that one order may be worth; a larger one is cut.",
        aliases: ["max_trade_size_micro_usd"],
        isSafetyGate: true,
      },
      perMarketMicroUsdMax: {
        type: "integer",
        default: 25000000,
        warning: 1000000000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description:
          "Most that positions and open buys of one market may have cost, both tokens together.",
        aliases: ["max_per_market_micro_usd"],
        isSafetyGate: true,
      },
      portfolioMicroUsdMax: {
        type: "integer",
        default: 400000000,
        warning: 10000000000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description: "Most that all positions and open buys together may have cost.",
        aliases: ["max_portfolio_exposure_micro_usd"],
        isSafetyGate: true,
      },
      openPositionsMax: {
        type: "integer",
        default: 15,
        warning: 100,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 100000,
        choices: null,
        unit: "tokens",
        description: "Most tokens held at once.",
        aliases: ["PM_MAX_OPEN_POSITIONS", "max_open_positions"],
        isSafetyGate: true,
      },
      dailyVolumeMicroUsdMax: {
        type: "integer",
        default: 25000000000,
        warning: 250000000000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description: "Most that fills of both sides and open buys may add up to in a UTC day.",
        aliases: ["daily_volume_cap_micro_usd"],
        isSafetyGate: true,
      },
      orderSizeMicroSharesMin: {
        type: "integer",
        default: 5000000,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "micro-shares",
        description: "Smallest order, where the market does not state its own.",
        aliases: ["min_order_size_micro_shares"],
        isSafetyGate: true,
      },
      hasFeesInLimits: {
        type: "boolean",
        default: false,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "flag",
        description:
          "Whether taker fees count against the limits on trades, day, markets and portfolio.",
        aliases: ["PM_LIMITS_INCLUDE_FEES"],
        isSafetyGate: true,
      },
      takerFeeRate: {
        type: "number",
        default: 0.07,
        warning: null,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Rate of the taker fee, rate x price x (1 - price) per share, where fees count against the limits.",
        aliases: ["taker_fee_rate"],
        isSafetyGate: true,
      },
      riskMode: {
        type: "string",
        default: "standard",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["standard", "literal"],
        unit: "mode",
        description:
          "literal lets the limits on positions and portfolio stop sells and additions, too, as the source does; standard never stops a sell by them.",
        aliases: ["PM_RISK_MODE", "risk_mode"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_PORTFOLIO_OK: {
        severity: "INFO",
        meaning: "The order keeps the limits on size, day, positions, market and portfolio.",
        action: "None.",
        userMessage: "The order is within your limits.",
      },
      RISK_TRADE_SIZE_CUT: {
        severity: "RESHAPE",
        meaning: "The order is worth more than one order may be.",
        action: "The order is cut to the limit.",
        userMessage: "The order was reduced to the largest allowed size.",
      },
      RISK_DAILY_VOLUME_CUT: {
        severity: "RESHAPE",
        meaning: "The order is larger than what is left of the day's volume.",
        action: "The order is cut to what is left.",
        userMessage: "The order was reduced to what is left of your daily limit.",
      },
      RISK_MARKET_CUT: {
        severity: "RESHAPE",
        meaning: "The order is larger than what the limit on its market leaves.",
        action: "The order is cut to what is left.",
        userMessage: "The order was reduced to your limit for this market.",
      },
      RISK_PORTFOLIO_CUT: {
        severity: "RESHAPE",
        meaning: "The order is larger than what the limit on the portfolio leaves.",
        action: "The order is cut to what is left.",
        userMessage: "The order was reduced to your total exposure limit.",
      },
      RISK_KILL_SWITCH_ACTIVE: {
        severity: "HARD_REJECT",
        meaning: "The kill switch is engaged.",
        action: "An operator resets it after the cause is known.",
        userMessage: "Trading is stopped by the kill switch.",
      },
      RISK_DRAWDOWN_BREACH: {
        severity: "HARD_REJECT",
        meaning: "Drawdown has reached its limit.",
        action: "Review the losses; an operator resets the halt.",
        userMessage: "Trading is stopped because losses reached the set limit.",
      },
      RISK_TRADE_SIZE_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "No order may be worth anything.",
        action: "Set a trade size above 0.",
        userMessage: "Orders are switched off by the size limit.",
      },
      RISK_DAILY_VOLUME_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "The day's volume is used up.",
        action: "Wait for midnight UTC or raise the cap.",
        userMessage: "Your daily limit is used up.",
      },
      RISK_OPEN_POSITIONS_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "As many tokens are held as the limit allows.",
        action: "Close a position or raise the limit.",
        userMessage: "You hold as many positions as your limit allows.",
      },
      RISK_MARKET_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "The order would exceed the exposure limit of its market.",
        action: "Reduce exposure in the market or raise its limit.",
        userMessage: "The order would exceed your limit for this market.",
      },
      RISK_PORTFOLIO_LIMIT: {
        severity: "HARD_REJECT",
        meaning: "The order would exceed the exposure limit of the portfolio.",
        action: "Reduce exposure or raise the limit through an approved change.",
        userMessage: "The order would exceed your total exposure limit.",
      },
      RISK_BELOW_MIN_SIZE: {
        severity: "HARD_REJECT",
        meaning: "The size is below the venue's minimum, as wanted or after limits.",
        action: "Raise the limits that cut the order, or leave it.",
        userMessage: "The order would be too small.",
      },
      RISK_ACCOUNT_UNKNOWN: {
        severity: "HARD_REJECT",
        meaning:
          "A figure of the account or the order is not known, so no limit can be said to hold.",
        action: "Check the ledger and its reconciliation with the venue.",
        userMessage: "The order was not sent because the account could not be checked.",
      },
    },
    metrics: [
      {
        name: "orders_cut_total",
        type: "counter",
        unit: "votes",
        meaning: "Orders that were cut to a limit.",
        reasonCodes: [
          "RISK_TRADE_SIZE_CUT",
          "RISK_DAILY_VOLUME_CUT",
          "RISK_MARKET_CUT",
          "RISK_PORTFOLIO_CUT",
        ],
        observes: null,
        buckets: [],
      },
      {
        name: "orders_refused_total",
        type: "counter",
        unit: "votes",
        meaning: "Orders that a limit refused.",
        reasonCodes: [
          "RISK_TRADE_SIZE_LIMIT",
          "RISK_DAILY_VOLUME_LIMIT",
          "RISK_OPEN_POSITIONS_LIMIT",
          "RISK_MARKET_LIMIT",
          "RISK_PORTFOLIO_LIMIT",
          "RISK_BELOW_MIN_SIZE",
        ],
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
