import { READINESS } from "@polytraders/core";
import { z } from "zod";
import { assertionSchema } from "./measurement.ts";
import { prose, snakeCase } from "./primitives.ts";

/** Page section 28: what must be shown before the next readiness state. */
export const promotionGatesSchema = z
  .array(
    z.strictObject({
      id: snakeCase,
      from: z.enum(READINESS),
      to: z.enum(READINESS),
      description: prose,
      ...assertionSchema.shape,
    }),
  )
  .min(1);
