import { z } from "zod";
import { camelCase, prose } from "./primitives.ts";

const text = {
  unit: prose.optional(),
  description: prose,
  aliases: z.array(prose).optional(),
  thresholds: z
    .array(z.strictObject({ condition: prose, action: prose }))
    .optional()
    .describe("What happens in which range."),
  whyDefault: prose.optional(),
  /** The line of code in which the parameter acts. */
  developerCheck: prose.optional(),
  userText: prose.optional(),
  isSafetyGate: z.boolean().optional().describe("A hard safety gate: no optimiser may touch it."),
};

const numeric = {
  warning: z
    .number()
    .nullable()
    .optional()
    .describe("Past this value every decision carries a warning. `null` says that there is none."),
  hard: z
    .number()
    .nullable()
    .optional()
    .describe("Past this value the bot does not start. `null` says that there is none."),
  direction: z
    .enum(["upper", "lower"])
    .optional()
    .describe("Which side of `warning` and `hard` is the dangerous one; upper unless stated."),
  minimum: z.number().nullable().optional(),
  maximum: z.number().nullable().optional(),
};

/** Page sections 6 and 7: one parameter. */
export const parameterSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("integer"), default: z.int(), ...numeric, ...text }),
  z.strictObject({ type: z.literal("number"), default: z.number(), ...numeric, ...text }),
  z.strictObject({ type: z.literal("boolean"), default: z.boolean(), ...text }),
  z.strictObject({
    type: z.literal("string"),
    default: z.string(),
    choices: z.array(prose).min(1).optional(),
    ...text,
  }),
]);
export type Parameter = z.infer<typeof parameterSchema>;

/** All parameters by name. */
export const parametersSchema = z.record(camelCase, parameterSchema);
