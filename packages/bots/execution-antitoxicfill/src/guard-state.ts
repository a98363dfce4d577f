import { z } from "@polytraders/core";
import { markedFillSchema } from "./fill-markouts.ts";
import { tapeTradeSchema } from "./sweep-watch.ts";
import { levelStateSchema } from "./toxicity-level.ts";

const dangerState = z.object({
  flow: z
    .object({
      atMs: z.int(),
      isKnown: z.boolean(),
      vpin: z.number().nullable(),
      tradeCount: z.int(),
      lean: z.number().nullable(),
    })
    .nullable(),
  levels: z.object({ up: levelStateSchema, down: levelStateSchema }),
  trades: z.array(tapeTradeSchema),
  fills: z.array(markedFillSchema),
  mid: z.number().nullable(),
});

const guardState = z.object({
  danger: dangerState,
  /** Orders that are none of this bot's business: exits, takers, the operator's. */
  exemptIds: z.array(z.string()),
  heldIds: z.array(z.string()),
  pulledIds: z.array(z.string()),
});

/** What is known of the danger in a market: plain JSON. */
export type DangerState = z.infer<typeof dangerState>;
/** What a market's guard leaves behind for the time after a restart: plain JSON. */
export type GuardState = z.infer<typeof guardState>;

/** @throws a zod error for a state that this bot did not leave */
export function parseGuardState(state: unknown): GuardState {
  return guardState.parse(state);
}
