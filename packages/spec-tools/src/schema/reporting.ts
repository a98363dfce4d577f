import { z } from "zod";
import { amountPositive, camelCase, prose, reasonCode, snakeCase } from "./primitives.ts";

const metric = z.strictObject({
  type: z.enum(["counter", "gauge", "histogram"]),
  unit: prose,
  labels: z.array(snakeCase).optional(),
  meaning: prose,
  /** Decisions that count; every decision without it. */
  reasonCodes: z.array(reasonCode).optional(),
  /** What a gauge or histogram takes from the decision. */
  observes: z.enum(["value", "confidence"]).optional(),
  /** Upper bounds of a histogram's buckets, ascending. */
  buckets: z.array(z.number()).min(1).optional(),
});
export type Metric = z.infer<typeof metric>;

/** Page section 15: metrics the runtime keeps from the bot's decisions alone, by name. */
export const metricsSchema = z.strictObject({
  emitted: z.record(snakeCase, metric),
  dashboards: z.array(prose).optional(),
});

/** Page sections 16 and 17: what developers and users read. */
export const reportingSchema = z.strictObject({
  developerLog: z.strictObject({
    every: z.enum(["decision", "emission", "status_change"]),
    fields: z.array(camelCase).min(1),
  }),
  plainEnglish: z.array(z.strictObject({ situation: prose, explanation: prose })).min(1),
});

/** Page section 20: what the bot remembers. */
export const stateSchema = z.strictObject({
  stores: z.array(
    z.strictObject({
      name: snakeCase,
      kind: z.enum(["memory", "memory_and_mirror"]),
      key: z.enum(["market", "bot"]),
      valueShape: prose,
      /** Older state is not hydrated. */
      ttlSeconds: amountPositive,
      durability: prose,
    }),
  ),
  coldStart: prose,
  onRestart: prose,
});
