import { z } from "zod";

/** One match on the public tape, on the view of the market's first token. */
export const tradeTickSchema = z.strictObject({
  schemaVersion: z.literal(1),
  marketId: z.string().min(1),
  marketIndex: z.int().min(0),
  /** What the taker did, in first-token terms. */
  takerSide: z.enum(["BUY", "SELL"]),
  /** Price units of 0.0001. */
  price: z.int().gt(0).lt(10_000),
  /** Micro-shares. */
  size: z.int().gt(0),
  /** True when concluded from books, because the venue's own trade message was not recorded. */
  isInferred: z.boolean(),
  exchangeTimeMs: z.int(),
  timeMs: z.int(),
});
export type TradeTick = Readonly<z.infer<typeof tradeTickSchema>>;
