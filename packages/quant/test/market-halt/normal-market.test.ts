import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createMessageRate } from "../../src/market-halt/message-rate.ts";
import { createRunningMedian } from "../../src/market-halt/running-median.ts";

function medianOf(samples: readonly number[]): number | null {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

describe("the running median", () => {
  it("equals the median of the last samples after every sample", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 33 }),
        (samples, samplesMax) => {
          const running = createRunningMedian(samplesMax);
          samples.forEach((sample, index) => {
            running.add(sample);
            const window = samples.slice(Math.max(0, index + 1 - samplesMax), index + 1);
            expect(running.median()).toBe(medianOf(window));
            expect(running.count).toBe(window.length);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is unknown without samples, also after a reset", () => {
    const running = createRunningMedian(3);
    expect(running.median()).toBeNull();
    running.add(1);
    running.reset();
    expect(running.median()).toBeNull();
    running.add(7);
    expect(running.median()).toBe(7);
  });

  it("refuses a sample that is no number", () => {
    expect(() => createRunningMedian(3).add(NaN)).toThrow(RangeError);
    expect(() => createRunningMedian(0)).toThrow(RangeError);
  });
});

describe("the message rate", () => {
  it("reports a steady rate exactly, whatever the half-life", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 2, max: 50 }),
        (intervalMs, halfLifeMs, messageCount) => {
          const rate = createMessageRate(halfLifeMs);
          for (let index = 0; index < messageCount; index += 1) rate.message(index * intervalMs);
          expect(rate.perSecond()).toBeCloseTo(1000 / intervalMs, 9);
        },
      ),
    );
  });

  it("follows a change of rate and forgets the old one by half-lives", () => {
    const rate = createMessageRate(10_000);
    for (let timeMs = 0; timeMs <= 100_000; timeMs += 1000) rate.message(timeMs);
    for (let timeMs = 100_100; timeMs <= 200_000; timeMs += 100) rate.message(timeMs);
    expect(rate.perSecond()).toBeGreaterThan(9.9);
    expect(rate.perSecond()).toBeLessThan(10);
  });

  it("keeps the rate through a silence and measures the silence", () => {
    const rate = createMessageRate(10_000);
    expect(rate.perSecond()).toBe(0);
    expect(rate.silenceSeconds(5)).toBe(Infinity);
    rate.message(0);
    rate.message(500);
    expect(rate.perSecond()).toBe(2);
    expect(rate.silenceSeconds(60_500)).toBe(60);
    expect(rate.perSecond()).toBe(2);
  });

  it("counts several messages in one millisecond", () => {
    const rate = createMessageRate(1000);
    for (const timeMs of [0, 0, 0, 1000, 1000, 1000]) rate.message(timeMs);
    expect(rate.messageCount).toBe(6);
    expect(rate.perSecond()).toBeGreaterThan(2);
  });
});
