import { z } from "@polytraders/core";
import { emitsSchemas, type ReasonCode } from "./contract.gen.ts";
import type { LifecycleReport } from "./lifecycle-report.ts";
import { orderRecordSchema, type OrderRecord } from "./order-record.ts";

/** What a market's watch leaves behind for the time after a restart: plain JSON. */
export interface WatchState {
  readonly records: readonly OrderRecord[];
  readonly unsaid: readonly LifecycleReport[];
  readonly nextLookMs: number | null;
}

const watchState = z.object({
  records: z.array(orderRecordSchema),
  unsaid: z.array(
    z.object({
      reasonCode: z.custom<ReasonCode>((code) => typeof code === "string"),
      payload: emitsSchemas.order_lifecycle,
    }),
  ),
  nextLookMs: z.int().nullable(),
});

/** @throws a zod error for a state that this bot did not leave */
export function parseWatchState(state: unknown): WatchState {
  return watchState.parse(state);
}
