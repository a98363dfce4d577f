import { after, at, book, heartbeat, level, status, trade, type Step } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFor, quoted, runHalts, type HaltRun } from "./halt-run.ts";

const RUNS = { numRuns: 1_000 };
/** Small enough for many checks in a short run. */
const QUICK = { silenceSecondsMin: 2, feedHeartbeatAgeMsMax: 20_000 };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(5).map((size) => level("bid", 0.01, size)) },
  { weight: 1, arbitrary: fc.constant(quoted(0.04)) },
  { weight: 1, arbitrary: fc.constant(quoted(0.6, 1)) },
  { weight: 1, arbitrary: fc.constant(book({})) },
  { weight: 1, arbitrary: fc.constant(trade("buys", 0.5, 1)) },
  { weight: 1, arbitrary: fc.constant(heartbeat()) },
  { weight: 1, arbitrary: fc.constantFrom("Halted" as const, "Closed" as const).map(status) },
  { weight: 2, arbitrary: fc.constant(status("Open")) },
);
const pauseMs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 1_500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3_000, max: 40_000 }) },
);
const eventfulMarket = fc
  .array(fc.tuple(pauseMs, step), { minLength: 20, maxLength: 60 })
  .map((events) => [...openFor(5), ...events.flatMap(([pause, each]) => [after(pause), each])]);

function run(frames: readonly Step[], reopenChecks = 3): HaltRun {
  return runHalts({ frames, parameters: { ...QUICK, reopenChecks } });
}

describe("for every sequence of events", { timeout: 60_000 }, () => {
  it("the gate is closed exactly while the status is not OPEN or OPEN checks are too few", () => {
    let closedCount = 0;
    let openedCount = 0;
    fc.assert(
      fc.property(eventfulMarket, fc.integer({ min: 1, max: 5 }), (frames, reopenChecks) => {
        for (const { payload, value, confidence, reasonCode } of run(frames, reopenChecks).halts) {
          const { status: found, isGateClosed, openChecks } = payload;
          expect(isGateClosed).toBe(found !== "OPEN" || openChecks < reopenChecks);
          expect(value).toBe(isGateClosed ? 1 : 0);
          expect(confidence).toBe(1);
          expect(reasonCode === "RISK_MARKET_HALT_CLEARED").toBe(!isGateClosed);
          closedCount += isGateClosed ? 1 : 0;
          openedCount += isGateClosed ? 0 : 1;
        }
      }),
      RUNS,
    );
    expect(Math.min(closedCount, openedCount)).toBeGreaterThan(300);
  });

  it("a closed gate never opens sooner than three check intervals less one", () => {
    fc.assert(
      fc.property(eventfulMarket, (frames) => {
        let notOpenMs: number | null = null;
        for (const { timeMs, payload } of run(frames).halts) {
          if (payload.status !== "OPEN") notOpenMs = timeMs;
          if (!payload.isGateClosed) {
            expect(notOpenMs).not.toBeNull();
            // A venue's word on the status makes one check at once; the other two wait their turn.
            expect(timeMs - (notOpenMs ?? timeMs)).toBeGreaterThanOrEqual(2_000);
          }
        }
      }),
      RUNS,
    );
  });

  it("says only what is new: no two envelopes in a row with the same status and gate", () => {
    fc.assert(
      fc.property(eventfulMarket, (frames) => {
        const states = run(frames).halts.map(
          ({ payload }) => `${payload.status} ${payload.isGateClosed}`,
        );
        expect(states.filter((state, index) => state === states[index - 1])).toEqual([]);
      }),
      RUNS,
    );
  });

  it("a market with steady messages never becomes suspect", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 20_000 }),
        fc.integer({ min: 5, max: 60 }),
        fc.array(fc.double({ min: 0.5, max: 1.5, noNaN: true }), { minLength: 60, maxLength: 60 }),
        (intervalMs, count, jitter) => {
          const messages = jitter
            .slice(0, count)
            .flatMap((factor, index) => [
              after(Math.round(intervalMs * factor)),
              level("bid", 0.01, (index % 2) + 1),
            ]);
          // The rate is known from the second message on: three steady ones come first.
          const pace = [after(intervalMs), level("bid", 0.01, 3)];
          const frames = [at(1_000), quoted(0.04), ...pace, ...pace, ...pace, ...messages];
          expect(runHalts({ frames }).halts).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});
