import { z } from "zod";
import * as field from "./contract-fields.ts";
import type { Immutable } from "./immutable.ts";

const base = {
  schemaVersion: field.schemaVersion,
  commandId: z.string().min(1).describe("Idempotency key: the same id acts once."),
  operator: z.string().min(1).describe("Who gave the command."),
  reason: z.string().min(1).describe("Why, in the operator's words."),
  atMs: field.timeMs,
  expiresAtMs: field.expiresAtMs.describe(
    "Not acted upon from here on; overrides, modes and pauses end here. Null for never.",
  ),
  scope: z
    .strictObject({
      botId: z.string().min(1).nullable().describe("One bot; null for all."),
      marketId: z.string().min(1).nullable().describe("One market; null for all."),
    })
    .describe("What the command reaches."),
};

const parameter = z.string().min(1).describe("Name of a declared parameter.");

/** What an operator orders, named by `command`; the kernel numbers it like any other event. */
export const operatorCommandSchema = z.discriminatedUnion("command", [
  z.strictObject({ ...base, command: z.literal("pause") }),
  z.strictObject({ ...base, command: z.literal("resume") }),
  z.strictObject({ ...base, command: z.literal("set_mode"), mode: field.mode }),
  z.strictObject({ ...base, command: z.literal("enable_trading") }),
  z.strictObject({ ...base, command: z.literal("disable_trading") }),
  z.strictObject({ ...base, command: z.literal("cancel_orders") }),
  z.strictObject({ ...base, command: z.literal("halt") }),
  z.strictObject({ ...base, command: z.literal("reset_halt") }),
  z.strictObject({ ...base, command: z.literal("lift_quarantine") }),
  z.strictObject({ ...base, command: z.literal("reset_peak") }),
  z.strictObject({
    ...base,
    command: z.literal("override_parameter"),
    parameter,
    value: z.union([z.number(), z.boolean(), z.string()]).describe("In the parameter's unit."),
  }),
  z.strictObject({ ...base, command: z.literal("clear_override"), parameter }),
]);
export type OperatorCommand = Immutable<z.infer<typeof operatorCommandSchema>>;
