// Generated from the spec of exec.dustandroundingcleaner by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "EXEC_DUST_CLEAN"
  | "EXEC_DUST_ROUNDED"
  | "EXEC_DUST_JOINED"
  | "EXEC_DUST_SWEPT"
  | "EXEC_DUST_TAKES"
  | "EXEC_DUST_DROPPED"
  | "EXEC_DUST_LEFT"
  | "EXEC_DUST_REFUSED";

export interface Types {
  authority: "shape";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Worth below which a piece of an order is joined with its neighbour, and a remaining position counts as dust. Unit: micro-pUSD.
   */
  economicSizeMicroUsdMin: number;
  /**
   * Whether a purchase that is worth less as a whole is refused. Unit: flag.
   */
  refusesUneconomicOrders: boolean;
  /**
   * Whether what rounding cuts from a slice is left out, or goes along with the next slice. Unit: rule.
   */
  roundStrategy: "round_down" | "carry_forward";
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  economicSizeMicroUsdMin: z.int().min(1000000),
  refusesUneconomicOrders: z.boolean(),
  roundStrategy: z.enum(["round_down", "carry_forward"]),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** DustAndRoundingCleaner: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "exec.dustandroundingcleaner",
    number: "2.13",
    name: "DustAndRoundingCleaner",
    purpose:
      "Brings the slices of a plan onto the venue's grid, joins or drops what is too small to be sent, and keeps sales from leaving a position too small to be sold. A clean plan passes unchanged.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "4798c9c980b53dce02dbfca5f42ff93265a4b3cef39d39fd72934864b96c6c67",
    coreRange: "^0.1.0",
    layer: "execution",
    authority: "shape",
    aliases: ["2.13", "exec.dust_and_rounding_cleaner"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
    consumes: [
      {
        topic: "order_book",
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
    ports: ["ledger", "openOrders"],
    requires: [
      {
        botId: "exec.smartrouter",
        isOptional: true,
      },
      {
        botId: "exec.antitoxicfill",
        isOptional: true,
      },
    ],
    parameters: {
      economicSizeMicroUsdMin: {
        type: "integer",
        default: 5000000,
        warning: 2000000,
        hard: 1000000,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "micro-pUSD",
        description:
          "Worth below which a piece of an order is joined with its neighbour, and a remaining position counts as dust.",
        aliases: ["min_economic_size_micro_usd"],
        isSafetyGate: false,
      },
      refusesUneconomicOrders: {
        type: "boolean",
        default: false,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "flag",
        description: "Whether a purchase that is worth less as a whole is refused.",
        aliases: ["refuses_uneconomic_orders"],
        isSafetyGate: false,
      },
      roundStrategy: {
        type: "string",
        default: "round_down",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["round_down", "carry_forward"],
        unit: "rule",
        description:
          "Whether what rounding cuts from a slice is left out, or goes along with the next slice.",
        aliases: ["round_strategy"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      EXEC_DUST_CLEAN: {
        severity: "INFO",
        meaning: "Every slice was on the venue's grid and large enough.",
        action: "None.",
        userMessage: "The order needed no rounding.",
      },
      EXEC_DUST_ROUNDED: {
        severity: "INFO",
        meaning: "Prices or sizes were brought onto the venue's grid.",
        action: "None.",
        userMessage: "The order was rounded to what the exchange accepts.",
      },
      EXEC_DUST_JOINED: {
        severity: "INFO",
        meaning: "A slice below the smallest order was joined with its neighbour.",
        action: "None.",
        userMessage: "Small pieces of the order were put together.",
      },
      EXEC_DUST_SWEPT: {
        severity: "INFO",
        meaning:
          "A sale was raised to all that may be sold, because it would have left too little to sell later.",
        action: "None.",
        userMessage: "The sale includes a small remainder that could not be sold alone.",
      },
      EXEC_DUST_TAKES: {
        severity: "INFO",
        meaning: "A sale too small to rest goes out as an order that takes what it can.",
        action: "None.",
        userMessage: "The small sale was sent to be filled at once.",
      },
      EXEC_DUST_DROPPED: {
        severity: "WARN",
        meaning: "A part of an order too small to be sent was left out.",
        action: "None; if it recurs, compare the strategy's sizes with the smallest order.",
        userMessage: "A very small part of the order was left out.",
      },
      EXEC_DUST_LEFT: {
        severity: "WARN",
        meaning: "A sale leaves a position that is too small to be sold by a resting order.",
        action: "Sell the remainder with a taking order, merge it, or wait for resolution.",
        userMessage: "A very small position stays after this sale.",
      },
      EXEC_DUST_REFUSED: {
        severity: "HARD_REJECT",
        meaning: "Nothing of an order is large enough to be sent, or its price is off every grid.",
        action:
          "Compare the strategy's sizes and prices with the market's smallest order and tick.",
        userMessage: "The order was not sent because it is too small.",
      },
    },
    metrics: [
      {
        name: "plans_cleaned_total",
        type: "counter",
        unit: "plans",
        meaning: "Plans that were changed.",
        reasonCodes: [
          "EXEC_DUST_ROUNDED",
          "EXEC_DUST_JOINED",
          "EXEC_DUST_SWEPT",
          "EXEC_DUST_TAKES",
          "EXEC_DUST_DROPPED",
        ],
        observes: null,
        buckets: [],
      },
      {
        name: "dust_left_total",
        type: "counter",
        unit: "plans",
        meaning: "Sales that left a position too small to be sold by resting.",
        reasonCodes: ["EXEC_DUST_LEFT"],
        observes: null,
        buckets: [],
      },
      {
        name: "orders_refused_total",
        type: "counter",
        unit: "plans",
        meaning: "Orders of which nothing could be sent.",
        reasonCodes: ["EXEC_DUST_REFUSED"],
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
