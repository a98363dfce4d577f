import { z } from "zod";

const usd = z.number().min(0).max(1_000_000_000);
const milliseconds = z.number().min(0).max(3_600_000);

/** Always the same, or drawn from a lognormal distribution. */
const latency = z.union([milliseconds, z.strictObject({ p50: milliseconds, p99: milliseconds })]);
export type LatencySection = z.infer<typeof latency>;

const fees = z.strictObject({
  /** Taker fee per share: `rate * (p * (1 - p)) ^ exponent` USD. */
  rate: z.number().min(0).max(10),
  exponent: z.number().min(0).max(10),
  /** Share of taker fees that goes back to makers. */
  rebateShare: z.number().min(0).max(1),
});

const rewards = z.strictObject({
  dailyPoolUsd: usd,
  /** Farthest distance from the midpoint that scores. */
  spreadCentsMax: z.number().gt(0).lt(100),
  /** Smallest order that scores. */
  sizeSharesMin: z.number().min(0).max(1_000_000_000),
  multiplier: z.number().min(0).max(1_000).optional(),
});

const marketSection = z.strictObject({
  fees: fees.optional(),
  rewards: rewards.nullable().optional(),
  endAt: z.iso.datetime({ offset: true }).optional(),
  gameStartAt: z.iso.datetime({ offset: true }).optional(),
  tags: z.array(z.string().min(1)).optional(),
});
export type MarketSection = z.infer<typeof marketSection>;

/** `trading:` of a configuration file: the simulated account and the venue's conditions. */
export const tradingSectionSchema = z.strictObject({
  /** Money at the start; the risk section's starting balance without it. */
  cashUsd: usd.optional(),
  /** How long messages are on their way to and from the simulated venue; no time without it. */
  latency: z
    .strictObject({
      feedMs: latency.optional(),
      orderMs: latency.optional(),
      cancelMs: latency.optional(),
      answerMs: latency.optional(),
    })
    .optional(),
  /** Conditions of every market that has none of its own. */
  everyMarket: marketSection.optional(),
  /** Conditions by market id or slug. */
  markets: z.record(z.string().min(1), marketSection).optional(),
});
export type TradingSection = z.infer<typeof tradingSectionSchema>;
