import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

const count = z.int().min(0);

/** How a bot is doing, as the runtime sees it. */
export const botHealthSchema = z.strictObject({
  schemaVersion: field.schemaVersion,
  botId: field.botId,
  botVersion: field.botVersion,
  mode: field.mode,
  status: z
    .enum(["starting", "healthy", "degraded", "unhealthy", "stopped"])
    .describe(
      "Degraded: runs, but late, stale or incomplete. Unhealthy: its answers do not count.",
    ),
  heartbeatAgeMs: count
    .nullable()
    .describe("Since the last successful call; null before the first."),
  errorRatePct: z.number().min(0).max(100).describe("Share of failed calls, 0 to 100."),
  decisionsLastMinute: count.describe("Decisions in the last minute of kernel time."),
  queueLength: count.describe("Inputs waiting."),
  droppedInputs: count.describe("Inputs dropped from full queues since the start."),
  staleInputs: z.array(z.string().min(1)).describe("Declared inputs older than they may be."),
  unavailableDependencies: z.array(z.string().min(1)).describe("Required bots that do not run."),
  details: z
    .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
    .describe("What the bot itself adds."),
  timeMs: field.timeMs,
});
export type BotHealth = Immutable<z.infer<typeof botHealthSchema>>;
