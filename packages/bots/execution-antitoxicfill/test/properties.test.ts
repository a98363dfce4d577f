import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playFlow, type Answer, type FlowStep } from "./flow-history.ts";

const side = fc.constantFrom("BUY" as const, "SELL" as const);
const step: fc.Arbitrary<FlowStep> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("flow" as const),
      vpin: fc.option(fc.constantFrom(0.2, 0.6, 0.71, 0.75, 0.92, 1)),
      buy: fc.nat({ max: 1_000 }),
      sell: fc.nat({ max: 1_000 }),
    }),
  },
  fc.record({
    do: fc.constant("trade" as const),
    takerSide: side,
    cents: fc.integer({ min: 40, max: 60 }),
  }),
  fc.record({ do: fc.constant("move" as const), cents: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ do: fc.constant("fill" as const), order: fc.nat({ max: 5 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("quote" as const),
      side,
      shares: fc.integer({ min: 100, max: 20_000 }),
      isSecond: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 20 }) }),
);
const history = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });

function checkAnswer({ nowMs, order, decision }: Answer): void {
  const { outcome, askAgainAtMs, slices = [] } = decision.plan;
  if (outcome === "hold") {
    expect(Number.isSafeInteger(askAgainAtMs)).toBe(true);
    expect(askAgainAtMs).toBeGreaterThan(nowMs);
    // What is held is asked about again within the time that a quote may wait.
    expect(Number(askAgainAtMs) - order.approvedAtMs).toBeLessThanOrEqual(60_000);
  }
  let size = 0;
  for (const slice of slices) {
    size += slice.size;
    expect(slice.isPostOnly).toBe(true);
    expect(slice.size % 10_000).toBe(0);
    expect(slice.size).toBeGreaterThanOrEqual(Math.min(order.size, 5_000_000));
    expect(slice.price % 100).toBe(0);
    expect(slice.price).toBeGreaterThan(0);
    expect(slice.price).toBeLessThan(10_000);
    const bolder = order.side === "BUY" ? slice.price - order.price : order.price - slice.price;
    expect(bolder).toBeLessThanOrEqual(0);
  }
  expect(size).toBeLessThanOrEqual(order.size);
}

describe("for every flow", () => {
  it("no plan is larger, bolder or less passive than its draft, and no hold is without end", () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(history, (steps) => {
        for (const answer of playFlow(steps).answers) {
          codes.add(answer.decision.reasonCode);
          checkAnswer(answer);
        }
      }),
      { numRuns: 300 },
    );
    expect([...codes].toSorted()).toEqual([
      "EXEC_FLOW_CALM",
      "EXEC_FLOW_UNKNOWN",
      "EXEC_TOXIC_FLOW_ABANDONED",
      "EXEC_TOXIC_FLOW_DELAYED",
      "EXEC_TOXIC_FLOW_HELD",
      "EXEC_TOXIC_FLOW_SHAPED",
    ]);
  });

  it("each order is taken back once at most", () => {
    let takenBack = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const { cancelled } = playFlow(steps);
        takenBack += cancelled.length;
        expect(new Set(cancelled).size).toBe(cancelled.length);
      }),
      { numRuns: 300 },
    );
    expect(takenBack).toBeGreaterThan(100);
  });

  it("a restart changes nothing, and neither does a second run", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 7 }), (steps, restartEvery) => {
        const { transcript } = playFlow(steps);
        expect(playFlow(steps).transcript).toEqual(transcript);
        expect(playFlow(steps, { restartEvery }).transcript).toEqual(transcript);
      }),
      { numRuns: 200 },
    );
  });
});
