import { z } from "zod";
import { acceptanceTestsSchema } from "./acceptance-tests.ts";
import {
  decisionLogicSchema,
  implementationFlowSchema,
  outputSchema,
  wireExamplesSchema,
} from "./decision.ts";
import { failureInjectionsSchema, failureModesSchema } from "./failures.ts";
import { identitySchema, operationalProfileSchema, rationaleSchema } from "./identity.ts";
import { inputsSchema } from "./inputs.ts";
import {
  concurrencySchema,
  dependenciesSchema,
  polymarketV2Schema,
  readingsSchema,
  runbookSchema,
  securitySchema,
  versioningSchema,
} from "./operations.ts";
import { parametersSchema } from "./parameters.ts";
import { promotionGatesSchema } from "./promotion-gates.ts";
import { prose } from "./primitives.ts";
import { reasonCodesSchema } from "./reason-codes.ts";
import { metricsSchema, reportingSchema, stateSchema } from "./reporting.ts";

/**
 * A bot spec, all sections of a Dev Guide page. What a first bot needs is required: identity,
 * inputs, output and reason codes. The rest is optional here and counted by the docs score.
 */
export const botSpecSchema = z.strictObject({
  schemaVersion: z.literal(1).describe("Version of this format; always 1."),
  identity: identitySchema.describe(
    "What the bot is. Readiness is missing on purpose: it is computed, not claimed.",
  ),
  operationalProfile: operationalProfileSchema
    .optional()
    .describe(
      "Who answers for the bot, how fast and how fresh it must be, and the modes it supports.",
    ),
  purpose: prose.describe("What the bot is for, in a few sentences."),
  rationale: rationaleSchema.optional().describe("Why anybody wants this bot."),
  inputs: inputsSchema.describe("What the bot is given. The runtime delivers nothing else."),
  parameters: parametersSchema
    .optional()
    .describe(
      "Settings by name in camel case, unit last; each with default, warning and hard bound.",
    ),
  implementationFlow: implementationFlowSchema
    .optional()
    .describe("The steps of one decision, in order."),
  pseudocode: prose
    .optional()
    .describe("The decision in pseudocode that can be translated to any language."),
  wireExamples: wireExamplesSchema.optional().describe("Real messages, in and out."),
  decisionLogic: decisionLogicSchema
    .optional()
    .describe("When each kind of answer is given; null where it never is."),
  output: outputSchema.describe("The only outputs the runtime accepts from the bot."),
  reasonCodes: reasonCodesSchema.describe(
    "Reason codes of its decisions. Registered codes need no text; others need all of it.",
  ),
  metrics: metricsSchema.optional().describe("Metrics the runtime keeps from the decisions alone."),
  reporting: reportingSchema.optional().describe("What developers and users read."),
  failureModes: failureModesSchema
    .optional()
    .describe("How the bot fails and where it falls back to."),
  failureInjections: failureInjectionsSchema
    .optional()
    .describe("Faults to inject, what must be seen while they last and after."),
  state: stateSchema.optional().describe("What the bot remembers."),
  concurrency: concurrencySchema
    .optional()
    .describe("How calls are made, bounded and deduplicated."),
  dependencies: dependenciesSchema
    .optional()
    .describe("Other bots it needs, and whether it blocks orders."),
  security: securitySchema.optional().describe("What an attacker could reach."),
  polymarketV2: polymarketV2Schema.optional().describe("Assumptions about the venue."),
  versioning: versioningSchema
    .optional()
    .describe("Versions of bot and contract, and their history."),
  acceptanceTests: acceptanceTestsSchema
    .optional()
    .describe("Unit, integration and property tests: what is fed, measured and expected."),
  runbook: runbookSchema.optional().describe("What to do when it goes wrong."),
  promotionGates: promotionGatesSchema
    .optional()
    .describe("What must be shown before the next readiness state."),
  readings: readingsSchema
    .optional()
    .describe("Where the source page contradicts itself, and how this spec reads it."),
});

/** A spec that has the right shape. Semantic checks come after. */
export type BotSpec = z.infer<typeof botSpecSchema>;
