import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playHistory, type HistoryStep } from "./order-history.ts";

const order = fc.nat({ max: 5 });
const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  fc.record({ do: fc.constant("approve" as const), side: fc.constantFrom("BUY", "SELL") }),
  fc.record({
    do: fc.constant("answer" as const),
    order,
    status: fc.constantFrom("resting", "delayed", "unknown", "rejected"),
  }),
  fc.record({ do: fc.constant("fill" as const), order, isAll: fc.boolean() }),
  fc.record({ do: fc.constantFrom("wish_cancel" as const, "cancelled" as const), order }),
  fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 200 }) }),
);
const history = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });

describe("for every history of orders", () => {
  it("no order is let go while one of its kind is unknown", () => {
    let heldCount = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const { doubledCount, transcript } = playHistory(steps);
        heldCount += transcript.filter((line) => line.includes("EXEC_HELD_FOR_UNKNOWN")).length;
        expect(doubledCount).toBe(0);
      }),
      { numRuns: 1_000 },
    );
    expect(heldCount).toBeGreaterThan(100);
  });

  it("nothing is impossible, and neither cancellations nor questions pile up", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const outcome = playHistory(steps);
        expect(outcome.transcript.join("\n")).not.toContain("EXEC_TRANSITION_IMPOSSIBLE");
        for (const count of outcome.cancelsByOrder.values()) expect(count).toBeLessThanOrEqual(5);
        const lost = steps.filter((each) => "status" in each && each.status === "unknown");
        // One at once for each lost answer, the others two seconds apart at least.
        const questionsMax = lost.length + outcome.seconds / 2 + 1;
        for (const count of outcome.reconcilesByOrder.values()) {
          expect(count).toBeLessThanOrEqual(questionsMax);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("a restart changes nothing, and neither does a second run", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 7 }), (steps, restartEvery) => {
        const { transcript } = playHistory(steps);
        expect(playHistory(steps).transcript).toEqual(transcript);
        expect(playHistory(steps, { restartEvery }).transcript).toEqual(transcript);
      }),
      { numRuns: 300 },
    );
  });
});
