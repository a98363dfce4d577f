import { MODES } from "@polytraders/core";
import { z } from "zod";
import { riskSectionSchema } from "../risk-settings/risk-section.ts";
import { tradingSectionSchema } from "../trading/trading-section.ts";

const settings = {
  mode: z.enum(MODES).optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
};

const botSchema = z.strictObject({
  ...settings,
  /** npm package to load the bot from; built-in bots need none. */
  package: z.string().min(1).optional(),
  /** File or folder to load the bot from, relative to the configuration file. */
  path: z.string().min(1).optional(),
  /** Market ids the bot watches; all when absent. */
  watches: z.array(z.string().min(1)).optional(),
  markets: z.record(z.string(), z.strictObject(settings)).optional(),
  operator: z.strictObject(settings).optional(),
});

/** `polytraders.yaml`. */
export const runConfigSchema = z.strictObject({
  /** Seed of everything random in the run. */
  seed: z.int().min(0).optional(),
  killSwitch: z.strictObject({ isActive: z.boolean() }).optional(),
  /** A profile and the parameters of risk and quoting that override it. */
  risk: riskSectionSchema.optional(),
  /** The simulated account, and the venue's conditions. */
  trading: tradingSectionSchema.optional(),
  /** Bots by id, with their settings; a bot named here takes part in the run. */
  bots: z.record(z.string(), botSchema).optional(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
export type BotEntry = z.infer<typeof botSchema>;
