import { SEVERITIES } from "@polytraders/core";
import { z } from "zod";
import { prose, reasonCode } from "./primitives.ts";

/** Page section 14: a code the bot uses. Codes of the registry need no text; others need all of it. */
export const reasonCodeUseSchema = z.strictObject({
  /** When the bot gives this code. */
  when: prose.optional(),
  severity: z.enum(SEVERITIES).optional(),
  meaning: prose.optional(),
  action: prose.optional(),
  userMessage: prose.optional(),
});
export type ReasonCodeUse = z.infer<typeof reasonCodeUseSchema>;

/** All reason codes of a bot by code. */
export const reasonCodesSchema = z.record(reasonCode, reasonCodeUseSchema);
