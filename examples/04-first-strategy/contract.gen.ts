// Generated from the spec of strat.join_the_bid by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode = "STRAT_JOIN_BID" | "STRAT_JOIN_ASK";

export interface Types {
  authority: "trade";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Size of each order. Unit: shares.
   */
  sizeShares: number;
  /**
   * Narrowest spread in which it quotes. Unit: ticks.
   */
  spreadTicksMin: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  sizeShares: z.number().max(1000),
  spreadTicksMin: z.int().min(0),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** JoinTheBid: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "strat.join_the_bid",
    number: null,
    name: "JoinTheBid",
    purpose:
      "Rests one small order at the best bid while the market is wide, and sells what it got at the best ask.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "80a06cd7e2739a541046a4c5427e7aead8d622bbd34b16017df4c79ccce030cb",
    coreRange: "^0.1.0",
    layer: "strategy",
    authority: "trade",
    aliases: [],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "order_update",
        kind: null,
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
    ports: ["ledger", "openOrders", "intents"],
    requires: [],
    parameters: {
      sizeShares: {
        type: "number",
        default: 20,
        warning: 100,
        hard: 1000,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "shares",
        description: "Size of each order.",
        aliases: [],
        isSafetyGate: false,
      },
      spreadTicksMin: {
        type: "integer",
        default: 2,
        warning: 1,
        hard: 0,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "ticks",
        description: "Narrowest spread in which it quotes.",
        aliases: [],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      STRAT_JOIN_BID: {
        severity: "INFO",
        meaning: "The market is wide enough to rest at its best bid.",
        action: "None.",
        userMessage: "A small buy order was placed at the best bid.",
      },
      STRAT_JOIN_ASK: {
        severity: "INFO",
        meaning: "Shares are held and are offered at the best ask.",
        action: "None.",
        userMessage: "The shares bought before are offered for sale.",
      },
    },
    metrics: [],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 60000,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 0,
    docsScore: 7,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
