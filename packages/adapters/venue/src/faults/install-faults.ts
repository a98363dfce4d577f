import { z } from "@polytraders/core";
import { readDocument } from "../document/read-document.ts";
import type { VenueFaults } from "./create-fault-injector.ts";
import { faultPlanSchema } from "./fault-plan.ts";

/** A plan as the control port takes it. */
const commandSchema = faultPlanSchema.extend({
  version: z.literal(1).default(1),
  mode: z
    .enum(["replace", "add"])
    .default("replace")
    .describe("Whether faults in force end or stay."),
});

/** What the control port answers. */
export interface InstalledFaults {
  readonly mode: "replace" | "add";
  readonly installed: number;
  /** Market names of all plans in force that no listed market has. */
  readonly unknownMarkets: readonly string[];
}

/**
 * Installs the plan of a control command: the grammar of files, with `mode` beside it and `version`
 * left out at will.
 *
 * @throws PolytradersError VENUE_FAULTS_INVALID; nothing has changed then
 */
export function installFaults(faults: VenueFaults, text: string): InstalledFaults {
  const kind = { schema: commandSchema, code: "VENUE_FAULTS_INVALID" } as const;
  const { mode, ...plan } = readDocument(text, "request body", kind);
  faults.install(plan, mode);
  return { mode, installed: plan.faults.length, unknownMarkets: faults.unknownMarkets() };
}
