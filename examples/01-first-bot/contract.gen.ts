// Generated from the spec of intel.spread_watcher by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode = "INTEL_SPREAD_PUBLISHED" | "INTEL_SPREAD_SUPPRESSED_ONE_SIDED";

export interface Types {
  authority: "observe";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    spread: SpreadPayload;
  };
  consumes: {};
}

export interface Parameters {
  /**
   * Spread above which the market counts as wide. Unit: cents.
   */
  wideSpreadCents: number;
}

export interface SpreadPayload {
  /**
   * True above wideSpreadCents.
   */
  isWide: boolean;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  wideSpreadCents: z.number().max(50),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
  spread: z.strictObject({
    isWide: z.boolean(),
  }),
};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** SpreadWatcher: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "intel.spread_watcher",
    number: null,
    name: "SpreadWatcher",
    purpose: "Reports the spread of a market in cents whenever its book changes.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "de4e9896497f49564af4a42b084af3f7d6a07a681e9760064b1f6865781e1c5f",
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
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "spread",
        unit: "cents",
      },
    ],
    ports: [],
    requires: [],
    parameters: {
      wideSpreadCents: {
        type: "number",
        default: 3,
        warning: 10,
        hard: 50,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "cents",
        description: "Spread above which the market counts as wide.",
        aliases: [],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      INTEL_SPREAD_PUBLISHED: {
        severity: "INFO",
        meaning: "The spread was measured.",
        action: "None.",
        userMessage: "The market's spread was measured.",
      },
      INTEL_SPREAD_SUPPRESSED_ONE_SIDED: {
        severity: "INFO",
        meaning: "No spread: one side of the book is empty.",
        action: "None.",
        userMessage: "The market has buyers or sellers only.",
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
