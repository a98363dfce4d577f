import { expect, test } from "vitest";
import { exitCodeOf } from "../../src/run/exit-code-of.ts";
import type { RunSummary } from "../../src/run/run-summary.ts";

function ending(isHalted: boolean, verdict: "pass" | "warn" | "fail"): Pick<RunSummary, "trading"> {
  // Only what an exit code is made of.
  return { trading: { drawdown: { isHalted }, acceptance: { verdict } } } as never;
}

test("0 for a run to believe, 1 for one that is not, 3 for one that risk has halted", () => {
  expect(exitCodeOf({ trading: null })).toBe(0);
  expect(exitCodeOf(ending(false, "pass"))).toBe(0);
  expect(exitCodeOf(ending(false, "warn"))).toBe(0);
  expect(exitCodeOf(ending(false, "fail"))).toBe(1);
  expect(exitCodeOf(ending(true, "fail"))).toBe(3);
});
