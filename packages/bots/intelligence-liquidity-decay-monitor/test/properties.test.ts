import { at, book, frame, level, trade, type Step } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runDecay, type DecayEnvelope } from "./decay-run.ts";

const RUNS = { numRuns: 1_000 };
const QUICK = { windowSeconds: 20, minObservations: 5 };

const shares = fc.integer({ min: 0, max: 1_000_000_000 });
/** Mostly ordinary pauses, sometimes one longer than the window. */
const pauseMs = fc.oneof(
  { weight: 19, arbitrary: fc.integer({ min: 1, max: 3_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 15_000, max: 25_000 }) },
);
const event = fc.record({
  pauseMs,
  bid: shares,
  ask: shares,
  tradeShares: fc.option(fc.integer({ min: 1, max: 500_000_000 }), { nil: null }),
});
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

function framesOf(events: readonly Event[]): Step[] {
  let timeMs = 1_000;
  const frames: Step[] = [at(timeMs), book({ bids: [[0.4, 100]], asks: [[0.6, 100]] })];
  for (const { pauseMs: pause, bid, ask, tradeShares } of events) {
    timeMs += pause;
    const levels = [level("bid", 0.4, micro(bid)), level("ask", 0.6, micro(ask))];
    const trades = tradeShares === null ? [] : [trade("buys", 0.6, micro(tradeShares))];
    frames.push(at(timeMs), frame(...levels, ...trades));
  }
  return frames;
}

/** Micro-shares as a decimal text. */
function micro(count: number): string {
  return (count / 1_000_000).toFixed(6);
}

function decayOf(events: readonly Event[]): readonly DecayEnvelope[] {
  return runDecay({ parameters: QUICK, frames: framesOf(events) }).decay;
}

const series = fc.array(event, { minLength: 10, maxLength: 30 });

describe("for every non-negative depth series", { timeout: 60_000 }, () => {
  it("bounded_by_baseline: the value lies between 0 and baseline over window", () => {
    let publishedCount = 0;
    fc.assert(
      fc.property(series, (events) => {
        for (const { value, payload } of decayOf(events)) {
          if (value === null) continue;
          publishedCount += 1;
          const bound = (payload.baselineDepthUsd ?? Number.NaN) / payload.windowSeconds;
          expect(value).toBeGreaterThanOrEqual(0);
          // Equal on paper may differ by a rounding bit.
          expect(value).toBeLessThanOrEqual(bound * (1 + 1e-12));
          const long = payload.longWindow;
          expect(long?.value).toBeGreaterThanOrEqual(0);
        }
      }),
      RUNS,
    );
    expect(publishedCount).toBeGreaterThan(5_000);
  });

  it("confidence lies in [0, 1], and is null exactly where the value is", () => {
    fc.assert(
      fc.property(series, (events) => {
        for (const { value, confidence, payload } of decayOf(events)) {
          expect(confidence === null).toBe(value === null);
          expect(payload.longWindow === null).toBe(value === null);
          const both = [confidence, payload.longWindow?.confidence].filter((each) => each != null);
          for (const each of both) {
            expect(each).toBeGreaterThanOrEqual(0);
            expect(each).toBeLessThan(1);
          }
        }
      }),
      RUNS,
    );
  });

  it("one envelope answers each frame that changed the book", () => {
    fc.assert(
      fc.property(series, (events) => {
        const frames = framesOf(events);
        let bookChanges = 0;
        const run = runDecay({ frames, observers: [{ onBookChange: () => (bookChanges += 1) }] });
        expect(run.decay).toHaveLength(bookChanges);
        expect(bookChanges).toBe(events.length + 1);
      }),
      RUNS,
    );
  });

  it("what was lost equals taken plus cancelled less added", () => {
    fc.assert(
      fc.property(series, (events) => {
        for (const { value, payload } of decayOf(events)) {
          if (value === null) continue;
          const { baselineDepthUsd, currentDepthUsd, windowSeconds } = payload;
          const { takerUsdPerSecond, cancelUsdPerSecond, addUsdPerSecond } = payload;
          const lost = ((baselineDepthUsd ?? 0) - (currentDepthUsd ?? 0)) / windowSeconds;
          const explained =
            (takerUsdPerSecond ?? 0) + (cancelUsdPerSecond ?? 0) - (addUsdPerSecond ?? 0);
          expect(Math.abs(lost - explained)).toBeLessThan(1e-6);
        }
      }),
      RUNS,
    );
  });

  it("the same frames give the same state hash", () => {
    fc.assert(
      fc.property(series, (events) => {
        const frames = framesOf(events);
        expect(runDecay({ frames }).stateHash).toBe(runDecay({ frames }).stateHash);
      }),
      { numRuns: 100 },
    );
  });
});
