import { AUTHORITIES, LAYERS, MODES } from "@polytraders/core";
import { z } from "zod";
import { botId, prose } from "./primitives.ts";

/** Page section 1: what the bot is. Readiness is missing on purpose: it is computed, not claimed. */
export const identitySchema = z.strictObject({
  id: botId,
  /** Number in the Dev Guide. */
  number: z
    .string()
    .regex(/^\d+\.\d+$/, { error: 'a Dev Guide number in quotes, such as "4.16"' })
    .nullable()
    .optional(),
  name: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, {
    error: "a name in Pascal case, such as LiquidityDecayMonitor",
  }),
  /** Other spellings under which the bot is known. */
  aliases: z.array(prose).optional(),
  layer: z.enum(LAYERS),
  botClass: prose.optional(),
  authority: z.enum(AUTHORITIES),
  status: z.enum(["PLANNED", "BETA", "LIVE", "DEPRECATED"]).optional(),
  /** How far the documentation has come. */
  specStage: z
    .enum(["idea_only", "spec_started", "parameters_defined", "tests_defined", "spec_ready"])
    .optional(),
  phase: prose.optional(),
  capital: z.enum(["none", "indirect", "direct"]).optional(),
  runsBefore: z.array(botId).optional(),
  runsAfter: z.array(botId).optional(),
  appliesTo: prose.optional(),
  defaultMode: z.enum(MODES).optional(),
  userVisibility: z.enum(["no", "advanced_details", "yes"]).optional(),
  owner: prose.optional(),
});

/** Operational profile: who answers for the bot, how fast and how fresh it must be. */
export const operationalProfileSchema = z.strictObject({
  ownership: z
    .strictObject({
      pod: prose,
      onCall: prose,
      channel: prose,
      escalatesTo: prose,
      alertPriority: z.enum(["P0", "P1", "P2", "P3"]),
    })
    .optional(),
  latencyBudget: z.strictObject({ p50Ms: z.number().gt(0), p99Ms: z.number().gt(0) }).optional(),
  modes: z.array(z.enum(MODES)).min(1),
  dataFreshness: z
    .strictObject({
      marketDataAgeMsMax: z.int().min(1),
      orderBookAgeMsMax: z.int().min(1),
      onStale: prose,
    })
    .optional(),
  humanOverride: z
    .strictObject({
      isAllowed: z.boolean(),
      by: prose.nullable(),
      reasonCode: prose.nullable(),
      timeLimitMinutes: z.int().min(1).nullable(),
      scope: prose.nullable(),
      approvers: z.int().min(0),
    })
    .optional(),
});

/** Page section 3: why anybody wants this bot. */
export const rationaleSchema = z.array(z.strictObject({ title: prose, explanation: prose })).min(1);
