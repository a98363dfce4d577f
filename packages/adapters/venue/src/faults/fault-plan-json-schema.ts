import { z } from "@polytraders/core";
import { faultPlanSchema } from "./fault-plan.ts";

/** The grammar as a JSON Schema document (draft 2020-12), for editors and other tools. */
export function faultPlanJsonSchema(): string {
  const { $schema, ...body } = z.toJSONSchema(faultPlanSchema, { io: "input" });
  const document = {
    $schema,
    $id: "urn:polytraders:venue:fault-plan:1",
    title: "Fault plan of the simulated venue",
    ...body,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
