import { expect, it } from "vitest";
import { runGates } from "../run-gates.ts";
import type { Gate, GateResult } from "../gate.ts";

const passing: GateResult = { succeeded: true, output: "" };

function gate(name: string, work: Gate["run"], part: Partial<Gate> = {}): Gate {
  return { name, purpose: "", needsBuild: false, isExclusive: false, run: work, ...part };
}

async function run(
  gates: readonly Gate[],
): Promise<{ text: string; failedGates: readonly string[] }> {
  let text = "";
  const { failedGates } = await runGates(gates, { isFixing: false }, (part) => (text += part));
  return { text, failedGates };
}

it("names the gates that failed and shows what they said", async () => {
  const { text, failedGates } = await run([
    gate("lint", async () => ({ succeeded: false, output: "a.ts: no" })),
    gate("format", async () => passing),
    gate("tidy", async () => {
      throw new Error("broken gate");
    }),
  ]);
  expect(failedGates.toSorted()).toEqual(["lint", "tidy"]);
  expect(text).toMatch(/FAIL lint .*\n {5}\| a\.ts: no\n/);
  expect(text).toMatch(/ok {3}format/);
  expect(text).toContain("| broken gate");
});

it("runs nothing that reads compiled output after a failed build, and fails it", async () => {
  let isApiRun = false;
  const { failedGates } = await run([
    gate("build", async () => ({ succeeded: false, output: "" }), { isExclusive: true }),
    gate(
      "api",
      async () => {
        isApiRun = true;
        return passing;
      },
      { needsBuild: true },
    ),
  ]);
  expect(isApiRun).toBe(false);
  expect(failedGates).toEqual(["build", "api"]);
});

it("shares the cores between at most two gates and leaves exclusive ones alone", async () => {
  let runningCount = 0;
  const counts: Record<string, number> = {};
  const counting = (name: string, part: Partial<Gate> = {}): Gate =>
    gate(
      name,
      async () => {
        runningCount += 1;
        await Promise.resolve();
        counts[name] = runningCount;
        runningCount -= 1;
        return passing;
      },
      part,
    );
  await run([counting("a"), counting("b"), counting("c"), counting("unit", { isExclusive: true })]);
  expect(Math.max(counts["a"] ?? 0, counts["b"] ?? 0, counts["c"] ?? 0)).toBe(2);
  expect(counts["unit"]).toBe(1);
});

it("adds up test totals", async () => {
  const tests = (passed: number, failed: number): Gate =>
    gate("tests", async () => ({ ...passing, totals: { passed, failed, skipped: 1 } }));
  const { totals } = await runGates([tests(3, 0), tests(4, 2)], { isFixing: false }, () => {});
  expect(totals).toEqual({ passed: 7, failed: 2, skipped: 2 });
});
