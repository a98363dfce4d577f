// Generated from the spec of risk.killswitch by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_KILL_SWITCH_ACTIVE"
  | "RISK_KILL_SWITCH_CLEAR"
  | "RISK_KILL_SWITCH_NEAR"
  | "RISK_DRAWDOWN_BREACH"
  | "RISK_FEED_LOST"
  | "RISK_MARKET_FEED_LOST"
  | "RISK_STRATEGY_RUNAWAY"
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
   * Share of the allowed loss from which every vote is a warning. Unit: share.
   */
  drawdownWarnShare: number;
  /**
   * Silence of the venue above which everything is halted while a position or order is open; 0 switches it off. Unit: ms.
   */
  feedSilenceMsMax: number;
  /**
   * Silence of a market above which it is halted while a position or order is open in it; 0 switches it off. Unit: ms.
   */
  marketSilenceMsMax: number;
  /**
   * Intents of one strategy within a second above which the strategy is halted; 0 switches it off. Unit: intents.
   */
  strategyIntentsPerSecondMax: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  startingBalanceMicroUsd: z.int().min(0),
  drawdownMicroUsdMax: z.int().min(0),
  drawdownWarnShare: z.number().min(0).max(1),
  feedSilenceMsMax: z.int().min(0).max(600000),
  marketSilenceMsMax: z.int().min(0).max(86400000),
  strategyIntentsPerSecondMax: z.int().min(0).max(100000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** KillSwitch: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.killswitch",
    number: "1.2",
    name: "KillSwitch",
    purpose:
      "Refuses every order that a halt reaches: of everything, of a strategy, of a market. Latches halts of its own when too much of the starting balance is lost, when the venue or a market falls silent while something is open, or when a strategy runs away. It never lifts a halt; only an operator does.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "4b47da58b79e632a73b2ead2158c742b4bf09b0ff6c54ce1fc46898cb453099b",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.2", "risk.kill_switch"],
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
    ports: ["ledger", "openOrders", "marketFacts", "venueHealth", "killSwitch"],
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
      drawdownWarnShare: {
        type: "number",
        default: 0.8,
        warning: 0.9,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Share of the allowed loss from which every vote is a warning.",
        aliases: ["PM_DRAWDOWN_WARN_PCT", "drawdown_warn_pct"],
        isSafetyGate: true,
      },
      feedSilenceMsMax: {
        type: "integer",
        default: 0,
        warning: 60000,
        hard: 600000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "Silence of the venue above which everything is halted while a position or order is open; 0 switches it off.",
        aliases: ["feed_silence_ms_max"],
        isSafetyGate: true,
      },
      marketSilenceMsMax: {
        type: "integer",
        default: 0,
        warning: 600000,
        hard: 86400000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "Silence of a market above which it is halted while a position or order is open in it; 0 switches it off.",
        aliases: ["market_silence_ms_max"],
        isSafetyGate: true,
      },
      strategyIntentsPerSecondMax: {
        type: "integer",
        default: 0,
        warning: 1000,
        hard: 100000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "intents",
        description:
          "Intents of one strategy within a second above which the strategy is halted; 0 switches it off.",
        aliases: ["strategy_intents_per_second_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_KILL_SWITCH_ACTIVE: {
        severity: "HARD_REJECT",
        meaning: "The kill switch is engaged.",
        action: "An operator resets it after the cause is known.",
        userMessage: "Trading is stopped by the kill switch.",
      },
      RISK_KILL_SWITCH_CLEAR: {
        severity: "INFO",
        meaning: "No halt reaches the order and no trigger of the kill switch is near.",
        action: "None.",
        userMessage: "Trading is not halted.",
      },
      RISK_KILL_SWITCH_NEAR: {
        severity: "WARN",
        meaning: "Most of the loss that engages the kill switch is used.",
        action: "Reduce risk; at the limit all trading is halted.",
        userMessage: "Losses are close to the limit at which trading stops.",
      },
      RISK_DRAWDOWN_BREACH: {
        severity: "HARD_REJECT",
        meaning: "Drawdown has reached its limit.",
        action: "Review the losses; an operator resets the halt.",
        userMessage: "Trading is stopped because losses reached the set limit.",
      },
      RISK_FEED_LOST: {
        severity: "HARD_REJECT",
        meaning: "The venue is silent while positions or orders are open.",
        action: "Check the connection; an operator resets the halt.",
        userMessage: "Trading is stopped because the exchange is silent.",
      },
      RISK_MARKET_FEED_LOST: {
        severity: "HARD_REJECT",
        meaning: "A market is silent while a position or order is open in it.",
        action: "Check the market; an operator resets its halt.",
        userMessage: "Trading in this market is stopped because it is silent.",
      },
      RISK_STRATEGY_RUNAWAY: {
        severity: "HARD_REJECT",
        meaning: "A strategy wants more orders within a second than it may.",
        action: "Look for a loop in the strategy; an operator resets its halt.",
        userMessage: "A strategy was stopped because it wanted too many orders.",
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
        name: "kill_switch_refusals_total",
        type: "counter",
        unit: "votes",
        meaning: "Intents that a halt in force refused.",
        reasonCodes: ["RISK_KILL_SWITCH_ACTIVE"],
        observes: null,
        buckets: [],
      },
      {
        name: "kill_switch_trips_total",
        type: "counter",
        unit: "votes",
        meaning: "Intents during which a trigger fired.",
        reasonCodes: [
          "RISK_DRAWDOWN_BREACH",
          "RISK_FEED_LOST",
          "RISK_MARKET_FEED_LOST",
          "RISK_STRATEGY_RUNAWAY",
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
