import { MARKET_TOPICS } from "@polytraders/core";
import { z } from "zod";
import { assertionSchema } from "./measurement.ts";
import {
  amountPositive,
  botId,
  countPositive,
  prose,
  reasonCode,
  share,
  snakeCase,
} from "./primitives.ts";

/** Page section 18: how the bot fails and where it falls back to. */
export const failureModesSchema = z.strictObject({
  mainFailureMode: prose,
  falsePositiveRisk: prose,
  falseNegativeRisk: prose,
  safeFallback: z.strictObject({
    behaviour: z.enum(["suppress_signal", "reject_intents", "pass_through", "keep_last_decision"]),
    reasonCode: reasonCode.nullable(),
    description: prose,
  }),
  requiredDependencies: z.array(botId),
});

const topic = z.enum(MARKET_TOPICS);

/** A fault the simulated venue or the test feed can produce. */
export const faultSchema = z.discriminatedUnion("fault", [
  z.strictObject({ fault: z.literal("drop_events"), topic, everyNth: z.int().min(2) }),
  z.strictObject({ fault: z.literal("delay_events"), topic, delayMs: countPositive }),
  z.strictObject({ fault: z.literal("duplicate_events"), topic, copies: countPositive }),
  z.strictObject({ fault: z.literal("freeze_topic"), topic, durationSeconds: amountPositive }),
  z.strictObject({ fault: z.literal("lose_heartbeat"), durationSeconds: amountPositive }),
  z.strictObject({ fault: z.literal("halt_market"), durationSeconds: amountPositive }),
  z.strictObject({ fault: z.literal("stop_bot"), botId, durationSeconds: amountPositive }),
  z.strictObject({ fault: z.literal("skew_clock"), offsetSeconds: z.number() }),
  z.strictObject({
    fault: z.literal("blow_out_spreads"),
    marketShare: share,
    spreadMultiple: z.number().gt(1),
    durationSeconds: amountPositive,
  }),
  z.strictObject({
    fault: z.literal("thin_book"),
    depthShare: share,
    durationSeconds: amountPositive,
  }),
  z.strictObject({
    fault: z.literal("malform_input"),
    topic,
    mutation: z.enum(["unknown_field", "renamed_field", "wrong_type"]),
  }),
  z.strictObject({ fault: z.literal("restart"), downtimeSeconds: z.number().min(0) }),
]);

/** Page section 19: one fault, what must be seen while it lasts, and what after it. */
export const failureInjectionsSchema = z
  .array(
    z.strictObject({
      id: snakeCase,
      scenario: prose,
      inject: faultSchema,
      expect: z.array(assertionSchema).min(1),
      recovery: z.strictObject({
        description: prose,
        withinSeconds: z.number().min(0),
        expect: z.array(assertionSchema).min(1),
      }),
    }),
  )
  .min(1);
