import { z } from "zod";
import { amountPositive, botId, isoDate, prose, semver, versionRange } from "./primitives.ts";

/** Page section 21: how calls are made. */
export const concurrencySchema = z.strictObject({
  executionModel: prose,
  inFlightMax: z.int().min(1),
  queueCapacity: z.int().min(1),
  idempotencyKey: z.array(z.enum(["marketId", "timeMs", "intentId"])).min(1),
  /** 0 switches deduplication off. */
  deduplicationWindowSeconds: z.number().min(0),
  isReplaySafe: z.boolean(),
  ordering: prose,
  callTimeoutMs: z.int().min(1),
  backpressure: prose,
  locking: prose,
});

/** Page section 22: other bots. */
export const dependenciesSchema = z.strictObject({
  requires: z.array(z.strictObject({ botId, isOptional: z.boolean().optional() })),
  blocksOrders: z.boolean(),
});

/** Page section 23: what an attacker could reach. */
export const securitySchema = z.strictObject({
  surfaces: prose,
  signingSurface: prose,
  mitigations: z.array(prose).min(1),
});

/** Page section 24: assumptions about the venue. */
export const polymarketV2Schema = z.strictObject({
  clobVersion: z.literal("V2"),
  collateral: prose,
  eip712DomainVersion: prose,
  isBuilderCodeAware: z.boolean(),
  isNegativeRiskAware: z.boolean(),
  isMultiChainReady: z.boolean(),
  sdk: prose,
  settlementContract: prose,
  notes: prose.optional(),
});

/** Page section 25. */
export const versioningSchema = z.strictObject({
  current: semver,
  contractVersion: semver,
  coreRange: versionRange.optional(),
  lastBreakingChange: prose.nullable().optional(),
  deprecationWindowDays: z.int().min(0).optional(),
  history: z.array(z.strictObject({ version: semver, date: isoDate, change: prose })).optional(),
});

/** Page section 27: what to do when it goes wrong. */
export const runbookSchema = z.strictObject({
  overview: prose,
  alerts: z
    .array(
      z.strictObject({
        alert: prose,
        firstStep: prose,
        diagnosis: prose,
        mitigation: prose,
        escalatesTo: prose,
      }),
    )
    .min(1),
  commands: z.array(z.strictObject({ command: prose, effect: prose })),
  healthcheck: z.strictObject({ path: prose, healthyWithinSeconds: amountPositive }),
});

/** Where the source page contradicts itself, and how this spec reads it. */
export const readingsSchema = z.array(
  z.strictObject({
    id: prose,
    sections: z.array(z.int().min(1).max(29)).min(1),
    contradiction: prose,
    reading: prose,
  }),
);
