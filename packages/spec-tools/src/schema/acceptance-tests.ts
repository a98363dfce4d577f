import { z } from "zod";
import { assertionSchema } from "./measurement.ts";
import { camelCase, countPositive, prose, snakeCase } from "./primitives.ts";

const scalar = z.union([z.number(), z.string(), z.boolean()]);

/** What a test feeds: a named scenario with its arguments, a fixture, or a recording. */
const given = z.discriminatedUnion("source", [
  z.strictObject({
    source: z.literal("scenario"),
    scenario: snakeCase,
    arguments: z.record(camelCase, scalar),
    parameters: z.record(camelCase, scalar).optional(),
  }),
  z.strictObject({
    source: z.literal("fixture"),
    fixture: z.enum(["normal", "warning", "hard", "failure"]),
    parameters: z.record(camelCase, scalar).optional(),
  }),
  z.strictObject({
    source: z.literal("recording"),
    selection: prose,
    durationSeconds: z.number().gt(0),
    parameters: z.record(camelCase, scalar).optional(),
  }),
]);

const test = z.strictObject({
  id: snakeCase,
  name: prose,
  given,
  expect: z.array(assertionSchema).min(1),
});

/** Page section 26. Property tests hold for every one of `inputs` generated inputs. */
export const acceptanceTestsSchema = z.strictObject({
  unit: z.array(test),
  integration: z.array(test),
  property: z.array(z.strictObject({ ...test.shape, inputs: countPositive })),
});
