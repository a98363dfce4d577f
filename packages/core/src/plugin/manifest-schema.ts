import { z } from "zod";
import {
  AUTHORITIES,
  BOT_ID_PATTERN,
  LAYERS,
  MARKET_TOPICS,
  MODES,
  ORDER_TOPICS,
  PORT_NAMES,
  REASON_CODE_PATTERN,
  SEVERITIES,
} from "../bot/vocabulary.ts";

const semanticVersion = z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);

const parameterRuleSchema = z.strictObject({
  type: z.enum(["integer", "number", "boolean", "string"]),
  default: z.union([z.number(), z.boolean(), z.string()]),
  warning: z.number().nullable(),
  hard: z.number().nullable(),
  direction: z.enum(["upper", "lower"]),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  choices: z.array(z.string()).nullable(),
  unit: z.string(),
  description: z.string(),
  aliases: z.array(z.string()),
  isSafetyGate: z.boolean(),
});

/** Shape of a manifest. Meaning (authority against outputs, ports against grants) is checked apart. */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  botId: z.string().regex(BOT_ID_PATTERN),
  number: z.string().nullable(),
  name: z.string().min(1),
  purpose: z.string().min(1),
  version: semanticVersion,
  contractVersion: semanticVersion,
  specHash: z.string().min(1),
  coreRange: z.string().min(1),
  layer: z.enum(LAYERS),
  authority: z.enum(AUTHORITIES),
  aliases: z.array(z.string()),
  modes: z.array(z.enum(MODES)).min(1),
  defaultMode: z.enum(MODES),
  consumes: z.array(
    z.strictObject({
      topic: z.enum([...MARKET_TOPICS, ...ORDER_TOPICS, "signal", "order_intent"]),
      kind: z.string().nullable(),
      isRequired: z.boolean(),
      ageMsMax: z.number().positive().nullable(),
    }),
  ),
  emits: z.array(
    z.strictObject({
      contract: z.enum(["SignalEnvelope", "RiskVote", "OrderIntent", "ExecutionPlan"]),
      kind: z.string().nullable(),
      unit: z.string().nullable(),
    }),
  ),
  ports: z.array(z.enum(PORT_NAMES)),
  requires: z.array(z.strictObject({ botId: z.string(), isOptional: z.boolean() })),
  parameters: z.record(z.string(), parameterRuleSchema),
  reasonCodes: z.record(
    z.string().regex(REASON_CODE_PATTERN),
    z.strictObject({
      severity: z.enum(SEVERITIES),
      meaning: z.string().min(1),
      action: z.string().min(1),
      userMessage: z.string().min(1),
    }),
  ),
  metrics: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      type: z.enum(["counter", "gauge", "histogram"]),
      unit: z.string(),
      meaning: z.string(),
      reasonCodes: z.array(z.string()),
      observes: z.enum(["value", "confidence"]).nullable(),
      buckets: z.array(z.number()),
    }),
  ),
  callTimeoutMs: z.number().positive(),
  queueCapacity: z.int().positive(),
  deduplicationWindowMs: z.number().min(0),
  idempotencyKey: z.array(z.enum(["marketId", "timeMs", "intentId"])),
  stateTtlMs: z.number().min(0),
  docsScore: z.int().min(0).max(27),
});
