import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playQuoting, type QuotingStep } from "./quoting-history.ts";

const step: fc.Arbitrary<QuotingStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("quote" as const),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      offset: fc.nat({ max: 8 }),
      shares: fc.integer({ min: 50, max: 150 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("confirm_cancels" as const) }) },
  fc.record({
    do: fc.constantFrom("fill" as const, "lose" as const, "find" as const),
    order: fc.nat({ max: 3 }),
  }),
  fc.record({ do: fc.constant("move" as const), cents: fc.integer({ min: -15, max: 15 }) }),
  fc.record({ do: fc.constantFrom("halt" as const, "open" as const) }),
  fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 40 }) }),
);
const history = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });

describe("for every way of quoting", () => {
  it("a side never has more quotes out than it may, and none beside an unknown one", () => {
    let replacedCount = 0;
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 3 }), (steps, quotesPerSideMax) => {
        const outcome = playQuoting(steps, { quotesPerSideMax });
        replacedCount += outcome.replacementsPerMinute;
        expect(outcome.quotesPerSide).toBeLessThanOrEqual(quotesPerSideMax);
        expect(outcome.doubledUnknownCount).toBe(0);
      }),
      { numRuns: 500 },
    );
    expect(replacedCount).toBeGreaterThan(100);
  });

  it("an order is taken back once, and replacements stay below their limit", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 3 }), (steps, amendmentsPerMinuteMax) => {
        const outcome = playQuoting(steps, { amendmentsPerMinuteMax });
        expect(outcome.takenBackTwice).toBe(false);
        expect(outcome.replacementsPerMinute).toBeLessThanOrEqual(amendmentsPerMinuteMax);
      }),
      { numRuns: 300 },
    );
  });

  it("a restart changes nothing, and neither does a second run", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 7 }), (steps, restartEvery) => {
        const { transcript } = playQuoting(steps);
        expect(playQuoting(steps).transcript).toEqual(transcript);
        expect(playQuoting(steps, {}, { restartEvery }).transcript).toEqual(transcript);
      }),
      { numRuns: 200 },
    );
  });
});
