// Generated from the spec of risk.drawdownguard by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_DRAWDOWN_OK"
  | "RISK_DRAWDOWN_NEAR"
  | "RISK_DRAWDOWN_BREACH"
  | "RISK_DRAWDOWN_UNKNOWN";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Share of the highest cash whose loss halts all trading. Unit: share.
   */
  drawdownShareMax: number;
  /**
   * Share of the limit from which every vote is a warning. Unit: share.
   */
  drawdownWarnShare: number;
  /**
   * Over which time the highest cash is taken: all time, the ledger's rolling window, or the UTC day. Unit: mode.
   */
  drawdownPeakMode: "all_time" | "rolling" | "daily";
  /**
   * How open positions count: at the lower of cost and bid, or, as in the source (literal), not at all. Unit: mode.
   */
  inFlightValuation: "min_cost_bid" | "none";
  /**
   * Age of the last comparison of the books with the venue above which nothing passes; 0 asks for none. Unit: ms.
   */
  reconciledAgeMsMax: number;
  /**
   * Time between two looks at the account while no intent comes. Unit: ms.
   */
  checkIntervalMs: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  drawdownShareMax: z.number().min(0.001).max(1),
  drawdownWarnShare: z.number().min(0).max(1),
  drawdownPeakMode: z.enum(["all_time", "rolling", "daily"]),
  inFlightValuation: z.enum(["min_cost_bid", "none"]),
  reconciledAgeMsMax: z.int().min(0).max(86400000),
  checkIntervalMs: z.int().min(0).max(60000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** DrawdownGuard: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.drawdownguard",
    number: null,
    name: "DrawdownGuard",
    purpose:
      "Measures how much of the highest cash is lost and halts all trading when it is too much. The peak follows cash alone, never marks; what counts against it is cash, redeemable positions, and open positions at the lower of cost and bid.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "e337595f4d1b20c133892ef979ac0c1de6402599100eefde83e1430e512cac3b",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["risk.drawdown_guard"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
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
    ports: ["ledger", "killSwitch", "log"],
    requires: [],
    parameters: {
      drawdownShareMax: {
        type: "number",
        default: 0.3,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0.001,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Share of the highest cash whose loss halts all trading.",
        aliases: ["PM_DRAWDOWN_LIMIT_PCT", "drawdown_limit_pct"],
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
        description: "Share of the limit from which every vote is a warning.",
        aliases: ["PM_DRAWDOWN_WARN_PCT", "drawdown_warn_pct"],
        isSafetyGate: true,
      },
      drawdownPeakMode: {
        type: "string",
        default: "all_time",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["all_time", "rolling", "daily"],
        unit: "mode",
        description:
          "Over which time the highest cash is taken: all time, the ledger's rolling window, or the UTC day.",
        aliases: ["PM_DRAWDOWN_PEAK_MODE", "peak_mode"],
        isSafetyGate: true,
      },
      inFlightValuation: {
        type: "string",
        default: "min_cost_bid",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["min_cost_bid", "none"],
        unit: "mode",
        description:
          "How open positions count: at the lower of cost and bid, or, as in the source (literal), not at all.",
        aliases: ["PM_DRAWDOWN_IN_FLIGHT", "in_flight"],
        isSafetyGate: true,
      },
      reconciledAgeMsMax: {
        type: "integer",
        default: 0,
        warning: 3600000,
        hard: 86400000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description:
          "Age of the last comparison of the books with the venue above which nothing passes; 0 asks for none.",
        aliases: ["reconciled_age_ms_max"],
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
        description: "Time between two looks at the account while no intent comes.",
        aliases: ["check_interval_ms"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_DRAWDOWN_OK: {
        severity: "INFO",
        meaning: "Little of the highest cash is lost.",
        action: "None.",
        userMessage: "Losses are within the set limit.",
      },
      RISK_DRAWDOWN_NEAR: {
        severity: "WARN",
        meaning: "Drawdown is close to its limit.",
        action: "Reduce risk; at the limit all trading is halted.",
        userMessage: "Losses are close to the limit at which trading stops.",
      },
      RISK_DRAWDOWN_BREACH: {
        severity: "HARD_REJECT",
        meaning: "Drawdown has reached its limit.",
        action: "Review the losses; an operator resets the halt.",
        userMessage: "Trading is stopped because losses reached the set limit.",
      },
      RISK_DRAWDOWN_UNKNOWN: {
        severity: "HARD_REJECT",
        meaning: "Equity or its peak is not known, so drawdown cannot be judged.",
        action: "Check the ledger and its reconciliation with the venue.",
        userMessage: "The order was not sent because the account could not be checked.",
      },
    },
    metrics: [
      {
        name: "drawdown_halts_total",
        type: "counter",
        unit: "votes",
        meaning: "Votes at or beyond the limit.",
        reasonCodes: ["RISK_DRAWDOWN_BREACH"],
        observes: null,
        buckets: [],
      },
      {
        name: "drawdown_warnings_total",
        type: "counter",
        unit: "votes",
        meaning: "Votes close to the limit.",
        reasonCodes: ["RISK_DRAWDOWN_NEAR"],
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
