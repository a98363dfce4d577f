import { z, type Immutable } from "@polytraders/core";

const side = z.union([z.literal(0), z.literal(1)]);
const orderSide = z.enum(["BUY", "SELL"]);
const quote = z.object({
  orderId: z.string().nullable(),
  token: side,
  side: orderSide,
  price: z.int(),
  size: z.int(),
  mid: z.number(),
  placedAtMs: z.int(),
  isCancelling: z.boolean(),
  isPulled: z.boolean(),
  isUnknown: z.boolean(),
});
const wait = z.object({
  untilMs: z.number(),
  untilUnchangedMs: z.number(),
  bookAtMs: z.number(),
  count: z.int(),
  found: z.string(),
  isCut: z.boolean(),
  isStale: z.boolean(),
});
const markout = z.object({
  fillId: z.string(),
  token: side,
  side: orderSide,
  priceUsd: z.number(),
  sizeShares: z.number(),
  dueAtMs: z.number(),
});

/** What an instance keeps across a restart. */
export const quoterStateSchema = z.object({
  version: z.literal(1),
  preferred: side,
  lastFillAtMs: z.number().nullable(),
  quotes: z.array(quote),
  waits: z.tuple([wait.nullable(), wait.nullable()]),
  evidence: z.object({
    lossUsd: z.number(),
    quotedDays: z.number(),
    asOfMs: z.number(),
    open: z.array(markout),
  }),
  volume: z.object({
    sinceMs: z.number().nullable(),
    hours: z.array(z.tuple([z.int(), z.number()])),
  }),
});
export type QuoterState = Immutable<z.infer<typeof quoterStateSchema>>;
