// Generated from the spec of intel.decay_alarm by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode = "INTEL_DECAY_ALARM_RAISED";

export interface Types {
  authority: "observe";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    decay_alarm: DecayAlarmPayload;
  };
  consumes: {
    liquidity_decay: LiquidityDecayPayload;
  };
}

export interface Parameters {
  /**
   * Decay from which the alarm is raised. Unit: USD per second.
   */
  decayUsdPerSecondMin: number;
}

export interface DecayAlarmPayload {
  /**
   * Spread at the alarm. Unit: cents.
   */
  spreadCents: number;
}

export interface LiquidityDecayPayload {
  /**
   * Window of the estimate.
   */
  windowSeconds: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  decayUsdPerSecondMin: z.number().min(0),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
  decay_alarm: z.strictObject({
    spreadCents: z.number(),
  }),
};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {
  liquidity_decay: z.strictObject({
    windowSeconds: z.int(),
  }),
};

/** DecayAlarm: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "intel.decay_alarm",
    number: null,
    name: "DecayAlarm",
    purpose: "Raises an alarm when liquidity decays fast in a market whose spread is already wide.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "26f1c77de352e9924b521f44228d13149f148c53dde9a86940c84d1ee1bc384b",
    coreRange: "^0.1.0",
    layer: "intelligence",
    authority: "observe",
    aliases: [],
    modes: ["off", "shadow", "advisory"],
    defaultMode: "advisory",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
      {
        topic: "signal",
        kind: "liquidity_decay",
        isRequired: true,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "decay_alarm",
        unit: "usd_per_second",
      },
    ],
    ports: [],
    requires: [],
    parameters: {
      decayUsdPerSecondMin: {
        type: "number",
        default: 1,
        warning: 0.1,
        hard: 0,
        direction: "lower",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "USD per second",
        description: "Decay from which the alarm is raised.",
        aliases: [],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      INTEL_DECAY_ALARM_RAISED: {
        severity: "WARN",
        meaning: "Liquidity decays fast while the spread is wide.",
        action: "Trade smaller in this market.",
        userMessage: "Liquidity is leaving this market.",
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
