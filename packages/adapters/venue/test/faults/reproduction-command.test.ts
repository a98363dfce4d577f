import { expect, test } from "vitest";
import { reproductionCommand } from "../../src/faults/reproduction-command.ts";

test("a failing run is one line to repeat", () => {
  expect(
    reproductionCommand({
      command: "polytraders venue",
      seed: 41,
      faultsFile: "faults/worst case.yaml",
    }),
  ).toBe("polytraders venue --seed 41 --faults 'faults/worst case.yaml'");
  expect(
    reproductionCommand({
      command: "npm run simulate --",
      seed: 3,
      faultsFile: null,
      options: { steps: 200, script: "it's.json", json: true },
    }),
  ).toBe("npm run simulate -- --seed 3 --steps 200 --script 'it'\\''s.json' --json");
});
