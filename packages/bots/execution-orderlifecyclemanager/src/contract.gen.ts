// Generated from the spec of exec.orderlifecyclemanager by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "EXEC_ORDER_WATCHED"
  | "EXEC_HELD_FOR_UNKNOWN"
  | "EXEC_ABANDONED_FOR_UNKNOWN"
  | "EXEC_ORDER_SENT"
  | "EXEC_ORDER_DELAYED"
  | "EXEC_RESTING"
  | "EXEC_PARTIAL_FILL_HANDLED"
  | "EXEC_FILL"
  | "EXEC_CANCELLED"
  | "EXEC_ORDER_EXPIRED"
  | "EXEC_REJECTED"
  | "EXEC_ORDER_NOT_SENT"
  | "EXEC_ORDER_UNKNOWN"
  | "EXEC_ORDER_STUCK"
  | "EXEC_ORDER_UNRESOLVED"
  | "EXEC_ORDER_RECONCILED"
  | "EXEC_CANCEL_TIMEOUT"
  | "EXEC_ORDER_PAST_EXPIRY"
  | "EXEC_ORDER_TOO_OLD"
  | "EXEC_FILL_AFTER_CANCEL"
  | "EXEC_FILL_TAKEN_BACK"
  | "EXEC_TRANSITION_IMPOSSIBLE"
  | "EXEC_ORPHAN_FOUND";

export interface Types {
  authority: "shape";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    order_lifecycle: OrderLifecyclePayload;
  };
  consumes: {};
}

export interface Parameters {
  /**
   * Time between two looks at the open orders of a market. Unit: seconds.
   */
  checkIntervalSeconds: number;
  /**
   * Time without an answer after which the venue is asked what became of an order. Unit: seconds.
   */
  stuckOrderTimeoutSeconds: number;
  /**
   * Pause after the first question about an order. Unit: seconds.
   */
  pauseFirstSeconds: number;
  /**
   * Growth of the pause from question to question. Unit: ratio.
   */
  pauseFactor: number;
  /**
   * Longest pause between two questions. Unit: seconds.
   */
  pauseSecondsMax: number;
  /**
   * Questions about one order after which every further one raises an alarm. Unit: questions.
   */
  reconcileAttemptsMax: number;
  /**
   * Time for a cancellation to take effect before it is asked about. Unit: seconds.
   */
  cancelTimeoutSeconds: number;
  /**
   * Cancellations that this bot sends for one order at most. Unit: cancellations.
   */
  cancelAttemptsMax: number;
  /**
   * Time that the venue has to remove an expired order itself. Unit: ms.
   */
  expiryGraceMs: number;
  /**
   * Age at which an order is taken back; 0 for no limit. Unit: seconds.
   */
  orderAgeSecondsMax: number;
  /**
   * How long an order waits for an unknown one of its kind before it is given up. Unit: seconds.
   */
  unknownHoldSecondsMax: number;
  /**
   * Whether orders at the venue that nothing here has sent are taken back.
   */
  areOrphansCancelled: boolean;
}

export interface OrderLifecyclePayload {
  /**
   * The order that changed.
   */
  orderId: string;
  /**
   * Bot id or operator command behind it; empty for an order that is not ours.
   */
  originId: string;
  /**
   * Outcome token of the order.
   */
  tokenId: string;
  /**
   * What the order does with the token.
   */
  side: "BUY" | "SELL";
  /**
   * State before.
   */
  from:
    | "planned"
    | "sent"
    | "delayed"
    | "resting"
    | "partially_filled"
    | "filled"
    | "cancelled"
    | "expired"
    | "rejected"
    | "unknown";
  /**
   * State after; the same for a finding that is no change.
   */
  to:
    | "planned"
    | "sent"
    | "delayed"
    | "resting"
    | "partially_filled"
    | "filled"
    | "cancelled"
    | "expired"
    | "rejected"
    | "unknown";
  /**
   * Filled so far. Unit: micro-shares.
   */
  filledMicroShares: number;
  /**
   * Not filled yet. Unit: micro-shares.
   */
  remainingMicroShares: number;
  /**
   * Time since the order was first heard of. Unit: ms.
   */
  ageMs: number;
  /**
   * Questions to the venue about it that are still open. Unit: questions.
   */
  askCount: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  checkIntervalSeconds: z.int().min(1).max(60),
  stuckOrderTimeoutSeconds: z.int().min(1).max(120),
  pauseFirstSeconds: z.int().min(1).max(60),
  pauseFactor: z.number().min(1).max(10),
  pauseSecondsMax: z.int().min(1).max(3600),
  reconcileAttemptsMax: z.int().min(1).max(100),
  cancelTimeoutSeconds: z.int().min(1).max(120),
  cancelAttemptsMax: z.int().min(1).max(20),
  expiryGraceMs: z.int().min(0).max(600000),
  orderAgeSecondsMax: z.int().min(0),
  unknownHoldSecondsMax: z.int().min(0).max(3600),
  areOrphansCancelled: z.boolean(),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
  order_lifecycle: z.strictObject({
    orderId: z.string(),
    originId: z.string(),
    tokenId: z.string(),
    side: z.enum(["BUY", "SELL"]),
    from: z.enum(["planned", "sent", "delayed", "resting", "partially_filled", "filled", "cancelled", "expired", "rejected", "unknown"]),
    to: z.enum(["planned", "sent", "delayed", "resting", "partially_filled", "filled", "cancelled", "expired", "rejected", "unknown"]),
    filledMicroShares: z.int().min(0),
    remainingMicroShares: z.int().min(0),
    ageMs: z.int().min(0),
    askCount: z.int().min(0),
  }),
};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** OrderLifecycleManager: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "exec.orderlifecyclemanager",
    number: "2.6",
    name: "OrderLifecycleManager",
    purpose:
      "Watches the state machine of every order: notes each change, asks the venue about orders whose outcome is unknown and never sends them again, takes back what has expired or grown too old, follows up cancellations, and reports changes that cannot happen.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "0377f03e52e8d883ad8cb92f0c7a8aede3630f5db6d467f3378004f9d4dca378",
    coreRange: "^0.1.0",
    layer: "execution",
    authority: "shape",
    aliases: ["2.6", "exec.order_lifecycle_manager"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "enforced",
    consumes: [
      {
        topic: "order_update",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "fill",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "order_lifecycle",
        unit: "orders",
      },
      {
        contract: "ExecutionPlan",
        kind: null,
        unit: null,
      },
    ],
    ports: ["log", "openOrders", "orderCare", "timers"],
    requires: [],
    parameters: {
      checkIntervalSeconds: {
        type: "integer",
        default: 10,
        warning: 30,
        hard: 60,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Time between two looks at the open orders of a market.",
        aliases: ["reconcile_interval_s"],
        isSafetyGate: true,
      },
      stuckOrderTimeoutSeconds: {
        type: "integer",
        default: 30,
        warning: 60,
        hard: 120,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description:
          "Time without an answer after which the venue is asked what became of an order.",
        aliases: ["stuck_order_timeout_s"],
        isSafetyGate: true,
      },
      pauseFirstSeconds: {
        type: "integer",
        default: 2,
        warning: 10,
        hard: 60,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Pause after the first question about an order.",
        aliases: ["pause_first_s"],
        isSafetyGate: false,
      },
      pauseFactor: {
        type: "number",
        default: 2,
        warning: 4,
        hard: 10,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "ratio",
        description: "Growth of the pause from question to question.",
        aliases: ["pause_factor"],
        isSafetyGate: false,
      },
      pauseSecondsMax: {
        type: "integer",
        default: 60,
        warning: 300,
        hard: 3600,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Longest pause between two questions.",
        aliases: ["pause_max_s"],
        isSafetyGate: true,
      },
      reconcileAttemptsMax: {
        type: "integer",
        default: 8,
        warning: 20,
        hard: 100,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "questions",
        description: "Questions about one order after which every further one raises an alarm.",
        aliases: ["reconcile_attempts_max"],
        isSafetyGate: true,
      },
      cancelTimeoutSeconds: {
        type: "integer",
        default: 10,
        warning: 30,
        hard: 120,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Time for a cancellation to take effect before it is asked about.",
        aliases: ["cancel_timeout_s"],
        isSafetyGate: true,
      },
      cancelAttemptsMax: {
        type: "integer",
        default: 5,
        warning: 10,
        hard: 20,
        direction: "upper",
        minimum: 1,
        maximum: null,
        choices: null,
        unit: "cancellations",
        description: "Cancellations that this bot sends for one order at most.",
        aliases: ["cancel_attempts_max"],
        isSafetyGate: true,
      },
      expiryGraceMs: {
        type: "integer",
        default: 5000,
        warning: 60000,
        hard: 600000,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Time that the venue has to remove an expired order itself.",
        aliases: ["expiry_grace_ms"],
        isSafetyGate: true,
      },
      orderAgeSecondsMax: {
        type: "integer",
        default: 86400,
        warning: 604800,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "seconds",
        description: "Age at which an order is taken back; 0 for no limit.",
        aliases: ["order_age_max_s"],
        isSafetyGate: true,
      },
      unknownHoldSecondsMax: {
        type: "integer",
        default: 60,
        warning: 300,
        hard: 3600,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "seconds",
        description:
          "How long an order waits for an unknown one of its kind before it is given up.",
        aliases: ["unknown_hold_max_s"],
        isSafetyGate: true,
      },
      areOrphansCancelled: {
        type: "boolean",
        default: true,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description: "Whether orders at the venue that nothing here has sent are taken back.",
        aliases: ["auto_cancel_orphans"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      EXEC_ORDER_WATCHED: {
        severity: "INFO",
        meaning: "An approved order is watched from now on.",
        action: "None.",
        userMessage: "The order is on its way.",
      },
      EXEC_HELD_FOR_UNKNOWN: {
        severity: "EXPLAIN",
        meaning: "An order waits because the outcome of one like it is not known.",
        action: "Wait for the earlier order to be reconciled.",
        userMessage: "The order waits until it is clear what became of an earlier one.",
      },
      EXEC_ABANDONED_FOR_UNKNOWN: {
        severity: "HARD_REJECT",
        meaning: "An order was given up because the outcome of one like it stayed unknown.",
        action: "Find out at the venue what became of the earlier order.",
        userMessage:
          "The order was not sent because it is not clear what became of an earlier one.",
      },
      EXEC_ORDER_SENT: {
        severity: "INFO",
        meaning: "An order was handed to the venue.",
        action: "None.",
        userMessage: "The order was sent.",
      },
      EXEC_ORDER_DELAYED: {
        severity: "INFO",
        meaning: "The venue holds an order back before it matches.",
        action: "None; the venue's answer follows.",
        userMessage: "The exchange is holding the order back for a moment.",
      },
      EXEC_RESTING: {
        severity: "INFO",
        meaning: "An order rests on the book.",
        action: "None.",
        userMessage: "The order is waiting on the book.",
      },
      EXEC_PARTIAL_FILL_HANDLED: {
        severity: "INFO",
        meaning: "A partial fill was handled and the rest decided anew.",
        action: "None.",
        userMessage: "Part of the order was filled.",
      },
      EXEC_FILL: {
        severity: "INFO",
        meaning: "An order was filled.",
        action: "None.",
        userMessage: "The order was filled.",
      },
      EXEC_CANCELLED: {
        severity: "INFO",
        meaning: "An order was cancelled.",
        action: "None.",
        userMessage: "The order was cancelled.",
      },
      EXEC_ORDER_EXPIRED: {
        severity: "INFO",
        meaning: "The venue removed an order at its expiry.",
        action: "None.",
        userMessage: "The order expired.",
      },
      EXEC_REJECTED: {
        severity: "WARN",
        meaning: "The venue refused an order.",
        action: "Read the venue's reason in the detail.",
        userMessage: "The exchange refused the order.",
      },
      EXEC_ORDER_NOT_SENT: {
        severity: "INFO",
        meaning: "An order ended before anything of it was sent.",
        action: "None; the plan or the cancellation names the reason.",
        userMessage: "The order was not sent.",
      },
      EXEC_ORDER_UNKNOWN: {
        severity: "WARN",
        meaning:
          "It is not known what became of an order; the venue is asked, and nothing is sent again.",
        action: "Wait for the venue's answer.",
        userMessage: "It is not yet known what became of the order.",
      },
      EXEC_ORDER_STUCK: {
        severity: "WARN",
        meaning: "An order is without an answer for too long; the venue is asked.",
        action: "Wait for the venue's answer.",
        userMessage: "The exchange has not answered the order yet.",
      },
      EXEC_ORDER_UNRESOLVED: {
        severity: "WARN",
        meaning: "Repeated questions have not brought out what became of an order.",
        action: "Look the order up at the venue by hand.",
        userMessage:
          "It is still not known what became of the order; please check with the exchange.",
      },
      EXEC_ORDER_RECONCILED: {
        severity: "INFO",
        meaning: "The state of an unknown order is known again.",
        action: "None.",
        userMessage: "It is known again what became of the order.",
      },
      EXEC_CANCEL_TIMEOUT: {
        severity: "WARN",
        meaning: "A cancellation was not confirmed in time; the order counts as still resting.",
        action: "Reconcile with the venue.",
        userMessage: "It is not yet confirmed that the order was cancelled.",
      },
      EXEC_ORDER_PAST_EXPIRY: {
        severity: "WARN",
        meaning: "An order is there after its expiry, or was approved too late.",
        action: "None; an open one is taken back.",
        userMessage: "The order was past its expiry.",
      },
      EXEC_ORDER_TOO_OLD: {
        severity: "WARN",
        meaning: "An order was taken back because of its age.",
        action: "None; the strategy may place a new one.",
        userMessage: "The order was cancelled because it had been open for too long.",
      },
      EXEC_FILL_AFTER_CANCEL: {
        severity: "EXPLAIN",
        meaning: "A fill overtook a cancellation or an expiry.",
        action: "None; the fill counts.",
        userMessage: "The order was filled before it could be cancelled.",
      },
      EXEC_FILL_TAKEN_BACK: {
        severity: "WARN",
        meaning: "The settlement of a fill failed; the fill does not count.",
        action: "Watch the venue's settlements.",
        userMessage: "A fill did not settle and was reversed.",
      },
      EXEC_TRANSITION_IMPOSSIBLE: {
        severity: "WARN",
        meaning: "An order changed in a way that the state machine does not know.",
        action: "Compare the order with the venue.",
        userMessage: "The order changed in an unexpected way.",
      },
      EXEC_ORPHAN_FOUND: {
        severity: "WARN",
        meaning: "An order at the venue was sent by nothing in this run.",
        action: "Find out who sent it.",
        userMessage: "There is an order at the exchange that was not placed here.",
      },
    },
    metrics: [
      {
        name: "orders_unknown_total",
        type: "counter",
        unit: "orders",
        meaning: "Orders whose outcome was not known.",
        reasonCodes: ["EXEC_ORDER_UNKNOWN", "EXEC_ORDER_STUCK"],
        observes: null,
        buckets: [],
      },
      {
        name: "order_alarms_total",
        type: "counter",
        unit: "alarms",
        meaning: "Questions past their limit, impossible changes and orders of nobody.",
        reasonCodes: ["EXEC_ORDER_UNRESOLVED", "EXEC_TRANSITION_IMPOSSIBLE", "EXEC_ORPHAN_FOUND"],
        observes: null,
        buckets: [],
      },
      {
        name: "cancel_timeouts_total",
        type: "counter",
        unit: "timeouts",
        meaning: "Cancellations that were not confirmed in time.",
        reasonCodes: ["EXEC_CANCEL_TIMEOUT"],
        observes: null,
        buckets: [],
      },
      {
        name: "open_orders",
        type: "gauge",
        unit: "orders",
        meaning: "Open orders of the market that changed last.",
        reasonCodes: [],
        observes: "value",
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
