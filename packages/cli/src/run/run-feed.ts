import { z } from "zod";

/** Where a run's market data comes from, so that it can be opened again. Paths are absolute. */
export const runFeedSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("recordings"),
    data: z.array(z.string()).min(1),
    /** Where imported raw captures are kept. */
    cache: z.string(),
  }),
  /** Generated books and trades that nobody can trade on. */
  z.strictObject({
    kind: z.literal("synthetic"),
    seed: z.int(),
    markets: z.int(),
    durationSeconds: z.number(),
  }),
  /** A simulated venue with its own makers and takers. */
  z.strictObject({
    kind: z.literal("simulated"),
    seed: z.int(),
    markets: z.int(),
    startMs: z.number(),
  }),
]);
export type RunFeed = z.infer<typeof runFeedSchema>;
