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
  schemaVersion: z.literal(1),
  identity: identitySchema,
  operationalProfile: operationalProfileSchema.optional(),
  purpose: prose,
  rationale: rationaleSchema.optional(),
  inputs: inputsSchema,
  parameters: parametersSchema.optional(),
  implementationFlow: implementationFlowSchema.optional(),
  pseudocode: prose.optional(),
  wireExamples: wireExamplesSchema.optional(),
  decisionLogic: decisionLogicSchema.optional(),
  output: outputSchema,
  reasonCodes: reasonCodesSchema,
  metrics: metricsSchema.optional(),
  reporting: reportingSchema.optional(),
  failureModes: failureModesSchema.optional(),
  failureInjections: failureInjectionsSchema.optional(),
  state: stateSchema.optional(),
  concurrency: concurrencySchema.optional(),
  dependencies: dependenciesSchema.optional(),
  security: securitySchema.optional(),
  polymarketV2: polymarketV2Schema.optional(),
  versioning: versioningSchema.optional(),
  acceptanceTests: acceptanceTestsSchema.optional(),
  runbook: runbookSchema.optional(),
  promotionGates: promotionGatesSchema.optional(),
  readings: readingsSchema.optional(),
});

/** A spec that has the right shape. Semantic checks come after. */
export type BotSpec = z.infer<typeof botSpecSchema>;
