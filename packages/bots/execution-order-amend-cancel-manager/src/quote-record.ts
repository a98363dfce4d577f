import { z } from "@polytraders/core";

/** What is kept of an order from its plan to its end. */
export const orderRecordSchema = z.object({
  orderId: z.string(),
  /** Quotes replace each other; exits and the operator's orders are left alone. */
  kind: z.enum(["quote", "exit", "operator"]),
  /** Boldest price of its plan, which may be more careful than what was approved. */
  price: z.int(),
  /** Midpoint when it was planned, USD; `null` where there was none. */
  mid: z.number().nullable(),
  /** Price units behind the best price of its side when it was planned; 0 in front of it. */
  distance: z.int(),
  refreshAtMs: z.int(),
  expiresAtMs: z.int().nullable(),
  /** It was taken back by this bot, which does so once. */
  isTakenBack: z.boolean(),
});
export type OrderRecord = z.infer<typeof orderRecordSchema>;

const managerState = z.object({
  records: z.array(orderRecordSchema),
  amendments: z.array(z.object({ orderId: z.string(), atMs: z.int() })),
  isTrading: z.boolean(),
  isGateClosed: z.boolean(),
});

/** What a market's manager leaves behind for the time after a restart: plain JSON. */
export type ManagerState = z.infer<typeof managerState>;

/** @throws a zod error for a state that this bot did not leave */
export function parseManagerState(state: unknown): ManagerState {
  return managerState.parse(state);
}
