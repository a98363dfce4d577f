import { MARKET_TOPICS, ORDER_TOPICS, PORT_NAMES } from "@polytraders/core";
import { z } from "zod";
import { payloadSchema } from "./payload.ts";
import { prose, snakeCase } from "./primitives.ts";

const common = {
  isRequired: z.boolean(),
  ageMsMax: z.int().min(1).nullable().optional().describe("Older input counts as stale."),
  source: prose.optional(),
  use: prose.optional(),
};

/** Something the bot consumes. The runtime delivers nothing else. */
export const consumedInputSchema = z.discriminatedUnion("topic", [
  z.strictObject({ topic: z.enum([...MARKET_TOPICS, ...ORDER_TOPICS, "order_intent"]), ...common }),
  z.strictObject({
    topic: z.literal("signal"),
    kind: snakeCase,
    /** Needed only where the emitter's spec is not at hand. */
    payload: payloadSchema.optional(),
    ...common,
  }),
]);

/** Page sections 4 and 5: what the bot is given. */
export const inputsSchema = z.strictObject({
  consumes: z.array(consumedInputSchema).min(1),
  ports: z.array(z.enum(PORT_NAMES)).optional(),
});
