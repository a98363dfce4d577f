import { VOTES } from "@polytraders/core";
import { z } from "zod";
import { payloadSchema } from "./payload.ts";
import { prose, reasonCode, snakeCase } from "./primitives.ts";

/** Page section 9: the steps of one decision, in order. */
export const implementationFlowSchema = z.array(prose).min(1);

/** Page section 11: real messages, in and out. */
export const wireExamplesSchema = z.strictObject({
  input: z.array(z.record(z.string(), z.json())).min(1),
  output: z.array(z.record(z.string(), z.json())).min(1),
});

const path = z.strictObject({ description: prose, reasonCodes: z.array(reasonCode).min(1) });

/** Page section 12: when each kind of answer is given. `null` says that the bot never gives it. */
export const decisionLogicSchema = z.strictObject({
  approve: path.nullable(),
  reshapeRequired: path.nullable(),
  reject: path.nullable(),
  warningOnly: path.nullable(),
  quarantine: path.nullable().optional(),
});

const signal = z.strictObject({
  /** Unit of the value. */
  unit: snakeCase,
  description: prose,
  payload: payloadSchema,
});

/** Page section 13: the only outputs the runtime accepts from the bot. */
export const outputSchema = z.strictObject({
  /** Signals by kind. */
  signals: z.record(snakeCase, signal).optional(),
  /** Answers a guard gives to an order intent. */
  votes: z.array(z.enum(VOTES)).min(1).optional(),
  emitsOrderIntents: z.boolean().optional(),
  emitsExecutionPlans: z.boolean().optional(),
});
