import { PolytradersError } from "@polytraders/core";
import { describe, expect, test } from "vitest";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";

function planOf(...lines: readonly string[]): string {
  return ["version: 1", "faults:", ...lines].join("\n");
}

function refusalOf(text: string): PolytradersError {
  try {
    parseFaultPlan(text, "plan.yaml");
  } catch (error) {
    if (error instanceof PolytradersError) return error;
  }
  throw new Error("nothing was refused");
}

describe("a plan", () => {
  test("may be YAML or JSON", () => {
    const yaml = parseFaultPlan(
      planOf("  - kind: market_halt", "    when: { from: 2m }"),
      "plan.yaml",
    );
    const json = parseFaultPlan(
      JSON.stringify({ version: 1, faults: [{ kind: "market_halt", when: { from: 120_000 } }] }),
      "plan.json",
    );
    expect(yaml).toEqual(json);
  });

  test.each([
    ["250ms", 250],
    ["30s", 30_000],
    ["1.5m", 90_000],
    ["2h", 7_200_000],
    ["1d", 86_400_000],
    ["1500", 1_500],
  ])("writes %s for %d ms", (written, ms) => {
    const plan = parseFaultPlan(
      planOf("  - kind: market_halt", `    duration: ${written}`),
      "plan.yaml",
    );
    expect(plan.faults[0]).toMatchObject({ duration: ms });
  });

  test("names markets and sessions one by one or as a list", () => {
    const plan = parseFaultPlan(
      planOf("  - kind: http_429", "    when: { market: one, session: [a, b] }"),
      "plan.yaml",
    );
    expect(plan.faults[0]?.when).toMatchObject({ market: ["one"], session: ["a", "b"] });
  });

  test("without faults is one in which nothing goes wrong", () => {
    expect(parseFaultPlan("version: 1\nfaults: []\n", "plan.yaml").faults).toEqual([]);
  });
});

/** One line of what is wrong, then where it is. */
const REFUSED = [
  {
    what: "a misspelt kind",
    lines: ["  - kind: feed_drop", "  - kind: market_hatl"],
    place: { line: 4, column: 5, field: "faults.1.kind" },
    says: 'did you mean "market_halt"?',
  },
  {
    what: "a kind in other words",
    lines: ["  - kind: haltMarket"],
    place: { line: 3, column: 5, field: "faults.0.kind" },
    says: 'did you mean "market_halt"?',
  },
  {
    what: "no kind",
    lines: ["  - when: { from: 3s }"],
    place: { line: 3, column: 5, field: "faults.0.kind" },
    says: "feed_drop, feed_duplicate",
  },
  {
    what: "a misspelt option",
    lines: ["  - kind: market_halt", "    duraton: 3s"],
    place: { line: 4, column: 5, field: "faults.0.duraton" },
    says: 'Did you mean "duration"?',
  },
  {
    what: "an option of another kind",
    lines: ["  - kind: market_halt", "    status: 500"],
    place: { line: 4, column: 5, field: "faults.0.status" },
    says: "Known here: kind, name, when, duration",
  },
  {
    what: "a wrong duration",
    lines: ["  - kind: market_halt", "    duration: 3 days"],
    place: { line: 4, column: 5, field: "faults.0.duration" },
    says: "30s",
  },
  {
    what: "a chance above 1",
    lines: ["  - kind: feed_drop", "    when:", "      probability: 20"],
    place: { line: 5, column: 7, field: "faults.0.when.probability" },
    says: "1 or less",
  },
  {
    what: "a window that ends before it begins",
    lines: ["  - kind: feed_drop", "    when: { from: 5m, until: 1m }"],
    place: { line: 4, column: 23, field: "faults.0.when.until" },
    says: "after `from`",
  },
  {
    what: "a session where there are none",
    lines: ["  - kind: feed_drop", "    when: { session: abc }"],
    place: { line: 4, column: 13, field: "faults.0.when.session" },
    says: "Known here: from, until, probability, count, every, market",
  },
  {
    what: "a session on the market channel",
    lines: ["  - kind: feed_freeze", "    when: { session: abc }"],
    place: { line: 4, column: 13, field: "faults.0.when.session" },
    says: "the market channel has none",
  },
  {
    what: "a number of times without a rhythm",
    lines: ["  - kind: market_halt", "    when: { count: 3 }"],
    place: { line: 4, column: 13, field: "faults.0.when.count" },
    says: "`every` beside it",
  },
  {
    what: "a rhythm faster than the fault is long",
    lines: ["  - kind: market_halt", "    when: { every: 10s }", "    duration: 20s"],
    place: { line: 4, column: 13, field: "faults.0.when.every" },
    says: "at least the fault's `duration`",
  },
  {
    what: "a route that is none",
    lines: ["  - kind: http_429", "    routes: [order]"],
    place: { line: 4, column: 14, field: "faults.0.routes.0" },
    says: "orders, cancels, trading, all or a route",
  },
  {
    what: "a delay of nothing",
    lines: ["  - kind: request_delay", "    after: 0"],
    place: { line: 4, column: 5, field: "faults.0.after" },
    says: "a delay before or after",
  },
] as const;

test.each(REFUSED)("$what is refused with its place", ({ lines, place, says }) => {
  const error = refusalOf(planOf(...lines));
  expect(error.code).toBe("VENUE_FAULTS_INVALID");
  expect(error.detail.place).toEqual({ file: "plan.yaml", ...place });
  expect(error.message).toContain(says);
  expect(error.message).not.toContain("    at ");
});

test.each([
  "",
  "[]",
  "text",
  "version: 2\nfaults: []",
  "version: 1",
  "version: 1\nfaults: [1]",
  "a: b: c",
])("%j is no plan", (text) => {
  expect(refusalOf(text).code).toBe("VENUE_FAULTS_INVALID");
});
