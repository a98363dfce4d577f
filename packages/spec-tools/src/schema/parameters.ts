import { z } from "zod";
import { camelCase, prose } from "./primitives.ts";

const text = {
  unit: prose.optional(),
  description: prose,
  aliases: z.array(prose).optional(),
  /** What happens in which range. */
  thresholds: z.array(z.strictObject({ condition: prose, action: prose })).optional(),
  whyDefault: prose.optional(),
  /** The line of code in which the parameter acts. */
  developerCheck: prose.optional(),
  userText: prose.optional(),
  /** A hard safety gate: no optimiser may touch it. */
  isSafetyGate: z.boolean().optional(),
};

const numeric = {
  /** Past this value every decision carries a warning. `null` says that there is none. */
  warning: z.number().nullable().optional(),
  /** Past this value the bot does not start. `null` says that there is none. */
  hard: z.number().nullable().optional(),
  /** Which side of `warning` and `hard` is the dangerous one; upper unless stated. */
  direction: z.enum(["upper", "lower"]).optional(),
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
