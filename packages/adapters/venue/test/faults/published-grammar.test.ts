import { expect, test } from "vitest";
import { faultPlanJsonSchema } from "../../src/faults/fault-plan-json-schema.ts";
import { FAULT_KINDS } from "../../src/faults/fault-kinds.ts";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";
import { faultsPage } from "./faults-page.ts";

test("the page about faults is what the table of kinds says", async () => {
  await expect(faultsPage()).toMatchFileSnapshot("../../docs/faults.md");
});

test("the JSON Schema is what plans are checked with", async () => {
  await expect(faultPlanJsonSchema()).toMatchFileSnapshot("../../schemas/fault-plan.schema.json");
});

test.each(FAULT_KINDS.map(({ kind, example }) => ({ kind, example })))(
  "the example of $kind is valid",
  ({ kind, example }) => {
    const plan = parseFaultPlan(
      `version: 1\nfaults:\n  - ${example.replaceAll("\n", "\n    ")}\n`,
      "example.yaml",
    );
    expect(plan.faults.map((entry) => entry.kind)).toEqual([kind]);
  },
);

test("the plan in the page's introduction is valid", () => {
  const yaml = /```yaml\n([^]*?)```/.exec(faultsPage())?.[1] ?? "";
  expect(parseFaultPlan(yaml, "page").faults).toHaveLength(3);
});
