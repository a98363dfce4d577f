import { expect, it } from "vitest";
import { docsScore } from "../../src/check/docs-score.ts";
import { parseSpec } from "../../src/read/loaded-spec.ts";
import { SMALLEST_SPEC } from "../spec-fixture.ts";

it("counts what the smallest spec completes, and nothing else", () => {
  const { completed, total, items } = docsScore(parseSpec("bot.yaml", SMALLEST_SPEC).draft);
  expect(total).toBe(27);
  expect(items).toHaveLength(27);
  expect(items.filter((item) => item.isComplete).map((item) => item.requirement)).toEqual([
    "Purpose defined",
    "Required inputs listed",
    "Parameters defined",
    "Warning thresholds defined",
    "Hard thresholds defined",
    "Structured output defined",
    "Reason codes listed",
    "Metrics & logs defined",
  ]);
  expect(completed).toBe(8);
});

it("gives nothing for nothing", () => {
  expect(docsScore({}).completed).toBe(0);
});

it("does not count empty lists or a threshold that is silently left out", () => {
  const { draft } = parseSpec("bot.yaml", SMALLEST_SPEC.replace("    hard: 300\n", ""));
  const score = docsScore({
    ...draft,
    acceptanceTests: { unit: [], integration: [], property: [] },
  });
  expect(score.completed).toBe(7);
});
