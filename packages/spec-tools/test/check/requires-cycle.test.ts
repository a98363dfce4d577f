import { expect, it } from "vitest";
import { formatProblem } from "../../src/problem.ts";
import { problemsTogether, SMALLEST_SPEC } from "../spec-fixture.ts";

function bot(id: string, requires: readonly string[], kind: string): string {
  const list = requires.map((botId) => `    - { botId: ${botId} }`).join("\n");
  return SMALLEST_SPEC.replace("intel.spread_watch", id)
    .replace("    spread:", `    ${kind}:`)
    .concat(`dependencies:\n  blocksOrders: false\n  requires:\n${list}\n`);
}

it("names the whole path of a cycle, once", () => {
  const lines = problemsTogether({
    "a.yaml": bot("intel.a", ["intel.b"], "a"),
    "b.yaml": bot("intel.b", ["intel.d", "intel.c"], "b"),
    "c.yaml": bot("intel.c", ["intel.a"], "c"),
    "d.yaml": bot("intel.d", [], "d").replace("requires:\n\n", "requires: []\n"),
  }).map(formatProblem);
  expect(lines).toEqual([
    "a.yaml:38:16 dependencies.requires[0].botId: SPEC_REQUIRES_CYCLE: expected requirements without a cycle, found intel.a -> intel.b -> intel.c -> intel.a. Remove one of these requirements, or make it a consumed signal that is not required.",
  ]);
});

it("finds a bot that requires itself", () => {
  const problems = problemsTogether({ "a.yaml": bot("intel.a", ["intel.a"], "a") });
  expect(problems.map(({ found }) => found)).toEqual(["intel.a -> intel.a"]);
});

it("allows two ways to the same bot", () => {
  const problems = problemsTogether({
    "a.yaml": bot("intel.a", ["intel.b", "intel.c"], "a"),
    "b.yaml": bot("intel.b", ["intel.c"], "b"),
  });
  expect(problems).toEqual([]);
});

it("refuses two specs of one id", () => {
  const text = SMALLEST_SPEC;
  const problems = problemsTogether({ "a.yaml": text, "b.yaml": text });
  expect(problems.map(({ code, file }) => [code, file])).toEqual([["SPEC_BOT_ID_TAKEN", "b.yaml"]]);
});
