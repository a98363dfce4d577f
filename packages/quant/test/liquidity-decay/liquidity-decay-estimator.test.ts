import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  createLiquidityDecayEstimator,
  type LiquidityDecayEstimator,
} from "../../src/liquidity-decay/liquidity-decay-estimator.ts";
import type { LiquidityDecayConfig } from "../../src/liquidity-decay/liquidity-decay-estimate.ts";
import { DecayReference, type DecayEvent } from "./decay-reference.ts";

const AGE_MS_MAX = 2000;

function configOf(overrides: Partial<LiquidityDecayConfig> = {}): LiquidityDecayConfig {
  return {
    windowSeconds: 60,
    longWindowSeconds: 600,
    minObservations: 30,
    gapMsMax: 2000,
    ...overrides,
  };
}

function apply(estimator: LiquidityDecayEstimator, event: DecayEvent): void {
  switch (event.kind) {
    case "observe":
      estimator.observe(event.timeMs, event.depth);
      break;
    case "trade":
      estimator.trade(event.timeMs, event.notional);
      break;
    case "hold":
      estimator.hold(event.untilMs, event.cadenceMs);
      break;
    case "halt":
      estimator.halt();
      break;
    case "resume":
      estimator.resume();
      break;
  }
}

/** Steps in time, turned into events: mostly short steps, sometimes equal times and long gaps. */
const pauseMs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 900 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 250, 1000, 2000, 2001) },
  { weight: 1, arbitrary: fc.integer({ min: 1000, max: 14_000 }) },
);
const micro = fc.integer({ min: 0, max: 2_000_000_000 });
const step = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.record({ kind: fc.constant("observe"), stepMs: pauseMs, amount: micro }),
  },
  // Trades may come late, or ahead of the observation that closes their interval.
  {
    weight: 25,
    arbitrary: fc.record({
      kind: fc.constant("trade"),
      stepMs: fc.integer({ min: -6000, max: 3000 }),
      amount: micro,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("late"), stepMs: pauseMs, amount: micro }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("hold"), stepMs: pauseMs, amount: micro }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("halt", "resume"),
      stepMs: pauseMs,
      amount: micro,
    }),
  },
);

function eventsOf(
  steps: readonly { readonly kind: string; readonly stepMs: number; readonly amount: number }[],
): { readonly nowMs: number; readonly event: DecayEvent }[] {
  let nowMs = 1_700_000_000_000;
  let hasObservation = false;
  const events: { nowMs: number; event: DecayEvent }[] = [];
  for (const { kind, stepMs, amount } of steps) {
    if (kind === "observe") {
      nowMs += stepMs;
      hasObservation = true;
      events.push({ nowMs, event: { kind, timeMs: nowMs, depth: amount } });
    } else if (kind === "trade") {
      // The estimator cannot keep a trade from before it has seen the book at all.
      if (!hasObservation) continue;
      events.push({ nowMs, event: { kind, timeMs: nowMs + stepMs, notional: amount } });
    } else if (kind === "late") {
      events.push({
        nowMs,
        event: { kind: "observe", timeMs: nowMs - 1 - stepMs, depth: amount },
      });
    } else if (kind === "hold") {
      nowMs += stepMs;
      events.push({ nowMs, event: { kind, untilMs: nowMs, cadenceMs: 700 } });
    } else {
      if (kind === "resume") hasObservation = false;
      events.push({ nowMs, event: { kind: kind === "halt" ? "halt" : "resume" } });
    }
  }
  return events;
}

describe("the estimate", () => {
  it("equals the definitions after every event of random histories", () => {
    let publishedCount = 0;
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 260, size: "max" }),
        fc.constantFrom(
          configOf({ windowSeconds: 5, longWindowSeconds: 20, minObservations: 5 }),
          configOf({ windowSeconds: 10, longWindowSeconds: 40, minObservations: 8 }),
          configOf({ windowSeconds: 12, longWindowSeconds: 5, minObservations: 5, gapMsMax: 500 }),
        ),
        (steps, config) => {
          const estimator = createLiquidityDecayEstimator(config);
          const reference = new DecayReference(config);
          for (const { nowMs, event } of eventsOf(steps)) {
            apply(estimator, event);
            reference.apply(event);
            const actual = estimator.evaluate(nowMs, AGE_MS_MAX);
            // Whole numbers: every sum is exact, so the answers are identical, not close.
            expect(actual).toEqual(reference.evaluate(nowMs, AGE_MS_MAX));
            if (actual.status === "published") publishedCount += 1;
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(publishedCount).toBeGreaterThan(20_000);
  });

  it("stays inside its bounds on 1,000 random series of fractions", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 5000, noNaN: true })),
          { minLength: 30, maxLength: 120, size: "max" },
        ),
        fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 30 }),
        (series, trades) => {
          const estimator = createLiquidityDecayEstimator(configOf({ windowSeconds: 7 }));
          let nowMs = 0;
          series.forEach(([gapMs, depth], index) => {
            nowMs += gapMs;
            estimator.observe(nowMs, depth);
            const notional = trades[index];
            if (notional !== undefined) estimator.trade(nowMs, notional);
          });
          const estimate = estimator.evaluate(nowMs, AGE_MS_MAX);
          if (estimate.status !== "published") return;
          const { value, baselineDepth, currentDepth, confidence } = estimate;
          const { takerPerSecond, cancelPerSecond, addPerSecond } = estimate;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(baselineDepth / 7);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          const change = (baselineDepth - currentDepth) / 7;
          expect(takerPerSecond + cancelPerSecond - addPerSecond).toBeCloseTo(change, 6);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("equals the definitions over a run so long that the buffer wraps and grows", () => {
    const config = configOf({ windowSeconds: 20, longWindowSeconds: 60, minObservations: 5 });
    const estimator = createLiquidityDecayEstimator(config);
    const reference = new DecayReference(config);
    let nowMs = 0;
    let random = 7;
    let comparedCount = 0;
    for (let index = 0; index < 6000; index += 1) {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      // Bursts and calm alternate, so the number kept rises and falls.
      nowMs += index % 2000 < 1500 ? (random % 60) + 1 : (random % 1500) + 1;
      const events: DecayEvent[] = [{ kind: "observe", timeMs: nowMs, depth: random % 1_000_003 }];
      if (index % 3 === 0) {
        events.push({ kind: "trade", timeMs: nowMs - (random % 40), notional: random % 5003 });
      }
      for (const event of events) {
        apply(estimator, event);
        reference.apply(event);
      }
      if (index % 401 !== 400) continue;
      comparedCount += 1;
      const actual = estimator.evaluate(nowMs, AGE_MS_MAX);
      expect(actual.status).toBe("published");
      expect(actual).toEqual(reference.evaluate(nowMs, AGE_MS_MAX));
    }
    expect(comparedCount).toBe(14);
  });
});

describe("gates", () => {
  it("suppresses a halt before it looks at the age or the number of samples", () => {
    const estimator = createLiquidityDecayEstimator(configOf({ minObservations: 1 }));
    estimator.observe(0, 100);
    estimator.halt();
    expect(estimator.observe(1000, 90)).toBe(false);
    expect(estimator.trade(1000, 5)).toBe(false);
    expect(estimator.evaluate(100_000, AGE_MS_MAX)).toMatchObject({
      status: "suppressed_halted",
      samples: 0,
      detail: null,
    });
  });

  it("calls an empty or too old buffer stale, and an age of exactly the limit fresh", () => {
    const estimator = createLiquidityDecayEstimator(configOf({ minObservations: 1 }));
    expect(estimator.evaluate(0, AGE_MS_MAX).detail).toBe("STALE_INPUT");
    estimator.observe(0, 100);
    expect(estimator.evaluate(2000, AGE_MS_MAX).status).toBe("published");
    expect(estimator.evaluate(2001, AGE_MS_MAX).detail).toBe("STALE_INPUT");
  });

  it("never measures across a halt", () => {
    const estimator = createLiquidityDecayEstimator(configOf({ minObservations: 2 }));
    for (let second = 0; second < 60; second += 1) estimator.observe(second * 1000, 500);
    estimator.halt();
    estimator.resume();
    estimator.observe(61_000, 80);
    estimator.observe(62_000, 80);
    expect(estimator.evaluate(62_000, AGE_MS_MAX)).toMatchObject({ value: 0, baselineDepth: 80 });
  });

  it("starts over after a pause longer than the window, not after one of exactly the window", () => {
    const config = configOf({ windowSeconds: 10, minObservations: 1 });
    const kept = createLiquidityDecayEstimator(config);
    kept.observe(0, 100);
    kept.observe(10_000, 40);
    expect(kept.evaluate(10_000, AGE_MS_MAX).baselineDepth).toBe(100);
    const restarted = createLiquidityDecayEstimator(config);
    restarted.observe(0, 100);
    restarted.observe(10_001, 40);
    expect(restarted.evaluate(10_001, AGE_MS_MAX).baselineDepth).toBe(40);
  });
});

describe("order of arrival", () => {
  it("keeps the last of equal times and refuses older ones", () => {
    const estimator = createLiquidityDecayEstimator(configOf({ minObservations: 1 }));
    expect(estimator.observe(1000, 100)).toBe(true);
    expect(estimator.observe(2000, 70)).toBe(true);
    expect(estimator.observe(2000, 40)).toBe(true);
    expect(estimator.observe(1500, 1)).toBe(false);
    expect(estimator.evaluate(2000, AGE_MS_MAX)).toMatchObject({
      samples: 2,
      currentDepth: 40,
      cancelPerSecond: 1,
    });
  });

  it("puts a late trade into the interval it happened in", () => {
    const late = createLiquidityDecayEstimator(configOf({ minObservations: 1 }));
    for (const [timeMs, depth] of [
      [0, 100],
      [1000, 60],
      [2000, 100],
    ] as const) {
      late.observe(timeMs, depth);
    }
    expect(late.trade(600, 60)).toBe(true);
    // 60 taken while depth fell 40: 20 came back; then 40 more were added.
    expect(late.evaluate(2000, AGE_MS_MAX)).toMatchObject({
      takerPerSecond: 1,
      cancelPerSecond: 0,
      addPerSecond: 1,
    });
  });

  it.each([
    ["a negative depth", 0, -1],
    ["a depth that is no number", 0, NaN],
    ["an infinite time", Infinity, 1],
  ])("refuses %s", (_, timeMs, depth) => {
    const estimator = createLiquidityDecayEstimator(configOf());
    expect(() => estimator.observe(timeMs, depth)).toThrow(RangeError);
    expect(() => estimator.trade(timeMs, depth)).toThrow(RangeError);
  });
});

describe("a held book", () => {
  it("counts every sample of a long calm although only a window of them is kept", () => {
    const config = configOf({ windowSeconds: 5, longWindowSeconds: 20, minObservations: 5 });
    const held = createLiquidityDecayEstimator(config);
    const reference = new DecayReference(config);
    const events: DecayEvent[] = [
      { kind: "observe", timeMs: 0, depth: 100 },
      { kind: "observe", timeMs: 500, depth: 60 },
      { kind: "trade", timeMs: 3000, notional: 9 },
      { kind: "hold", untilMs: 3_600_900, cadenceMs: 1000 },
    ];
    for (const event of events) {
      apply(held, event);
      reference.apply(event);
    }
    expect(held.evaluate(3_600_900, AGE_MS_MAX)).toEqual(reference.evaluate(3_600_900, AGE_MS_MAX));
    expect(held.snapshot().timesMs.length).toBeLessThanOrEqual(21);
    expect(held.snapshot().observationCount).toBe(3602);
  });

  it("does nothing before the first observation and inside a halt", () => {
    const estimator = createLiquidityDecayEstimator(configOf());
    expect(estimator.hold(10_000, 1000)).toBe(0);
    estimator.observe(0, 100);
    expect(estimator.hold(999, 1000)).toBe(0);
    expect(estimator.hold(1000, 1000)).toBe(1);
    estimator.halt();
    expect(estimator.hold(10_000, 1000)).toBe(0);
  });

  it("refuses a cadence longer than the window", () => {
    const estimator = createLiquidityDecayEstimator(configOf({ windowSeconds: 5 }));
    expect(() => estimator.hold(0, 5001)).toThrow(RangeError);
    expect(() => estimator.hold(0, 0)).toThrow(RangeError);
  });
});

describe("snapshot and restore", () => {
  it("continues as if never interrupted, through JSON, at any point of a random history", () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 150, size: "max" }),
        fc.integer({ min: 0, max: 150 }),
        (steps, cut) => {
          const config = configOf({ windowSeconds: 5, longWindowSeconds: 20, minObservations: 5 });
          const uninterrupted = createLiquidityDecayEstimator(config);
          let restarted = createLiquidityDecayEstimator(config);
          eventsOf(steps).forEach(({ nowMs, event }, index) => {
            if (index === cut) {
              const state = restarted.snapshot();
              expect(JSON.parse(JSON.stringify(state))).toEqual(state);
              restarted = createLiquidityDecayEstimator(config);
              restarted.restore(state, uninterrupted.snapshot().timesMs.at(-1) ?? 0);
            }
            apply(uninterrupted, event);
            apply(restarted, event);
            expect(restarted.evaluate(nowMs, AGE_MS_MAX)).toEqual(
              uninterrupted.evaluate(nowMs, AGE_MS_MAX),
            );
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("drops what is more than a window old", () => {
    const before = createLiquidityDecayEstimator(configOf());
    before.observe(0, 100);
    const after = createLiquidityDecayEstimator(configOf());
    after.restore(before.snapshot(), 60_000);
    expect(after.snapshot().timesMs).toEqual([0]);
    after.restore(before.snapshot(), 60_001);
    expect(after.snapshot()).toMatchObject({ timesMs: [], observationCount: 0, firstTimeMs: null });
  });

  it("refuses a damaged state and keeps the one it has", () => {
    const estimator = createLiquidityDecayEstimator(configOf());
    estimator.observe(0, 100);
    estimator.observe(1000, 90);
    const state = estimator.snapshot();
    for (const [field, damaged] of [
      ["timesMs", { ...state, timesMs: [1000, 0] }],
      ["depths", { ...state, depths: [1] }],
      ["takers", { ...state, takers: [0, -1] }],
      ["firstTimeMs", { ...state, firstTimeMs: 500 }],
      ["observationCount", { ...state, observationCount: 1 }],
      ["pendingTrades", { ...state, pendingTrades: { timesMs: [1], notionals: [] } }],
    ] as const) {
      expect(() => estimator.restore(damaged, 0)).toThrow(field);
    }
    expect(estimator.snapshot()).toEqual(state);
  });
});

describe("configuration", () => {
  it.each(["windowSeconds", "longWindowSeconds", "minObservations", "gapMsMax"] as const)(
    "refuses a %s of zero, naming it",
    (name) => {
      expect(() => createLiquidityDecayEstimator(configOf({ [name]: 0 }))).toThrow(name);
    },
  );
});
