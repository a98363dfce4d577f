import { createMarkoutTracker } from "@polytraders/quant";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedMap } from "../../src/trading-report/bounded-map.ts";
import { DailyValues } from "../../src/trading-report/daily-values.ts";
import { MarkoutQueue } from "../../src/trading-report/markout-queue.ts";
import { MidHistory, midUsd } from "../../src/trading-report/mid-history.ts";
import { ReasonCounts } from "../../src/trading-report/reason-counts.ts";
import { RegularSamples } from "../../src/trading-report/regular-samples.ts";
import { MARKOUT_HORIZONS_MS } from "../../src/trading-report/summary/execution-summary.ts";
import { DAY_MS } from "./hand-run.ts";

describe("markouts", () => {
  it("see the mid that the formulas package's own tracker sees, at every horizon", () => {
    const step = fc.record({
      // Multiples of the shortest horizon, so that fills often fall due at the very time of a change.
      afterMs: fc.integer({ min: 0, max: 8 }).map((steps) => steps * 5_000),
      mid: fc.integer({ min: 2, max: 19_998 }),
      isFill: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
        const trackers = MARKOUT_HORIZONS_MS.map((horizonMs) => createMarkoutTracker(horizonMs));
        const sums = MARKOUT_HORIZONS_MS.map(() => ({ sum: 0, count: 0 }));
        const queue = new MarkoutQueue<number>((price, horizon, mid) => {
          const entry = sums[horizon];
          if (entry === undefined) return;
          entry.sum += mid - price;
          entry.count += 1;
        });
        let timeMs = 0;
        let current = 10_000;
        for (const tracker of trackers) tracker.mid(0, current);
        for (const { afterMs, mid, isFill } of steps) {
          timeMs += afterMs;
          if (isFill) {
            queue.settleBefore(timeMs, current);
            queue.add(current, timeMs);
            const trade = { takerSide: "BUY", price: current, size: 1 } as const;
            for (const tracker of trackers) tracker.trade(timeMs, trade);
          } else {
            queue.settleBefore(timeMs, current);
            current = mid;
            for (const tracker of trackers) tracker.mid(timeMs, mid);
          }
        }
        queue.settleThrough(timeMs, current);
        for (const [horizon, tracker] of trackers.entries()) {
          tracker.advance(timeMs);
          const { sum, count } = sums[horizon] ?? { sum: 0, count: 0 };
          const expected = tracker.current()?.takerMarkout ?? null;
          if (expected === null) expect(count).toBe(0);
          else expect(sum / count).toBeCloseTo(expected, 6);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("mids", () => {
  it("are found by exchange time as long as they are kept", () => {
    const mids = new MidHistory();
    mids.set(100, 9_000);
    mids.keep();
    for (let time = 200; time <= 30_000; time += 100) mids.set(time, time / 100);
    expect(mids.at(30_000)).toBe(300);
    expect(mids.at(31_000)).toBe(300);
    expect(mids.at(29_950)).toBe(299);
    expect(mids.at(5_000)).toBe(50);
    expect(mids.at(150)).toBe(0);
  });

  it("of the second token are what the first leaves of a dollar", () => {
    expect([midUsd(12_000, true), midUsd(12_000, false), midUsd(0, true)]).toEqual([
      0.6,
      0.4,
      null,
    ]);
  });
});

describe("regular samples", () => {
  it("stay equally spaced and bounded, and hold what was in force", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 400 }), (steps) => {
        const samples = new RegularSamples(1, 1_000);
        const changes: [timeMs: number, value: number][] = [];
        let timeMs = 0;
        let value = 0;
        samples.take(timeMs, [value]);
        for (const afterMs of steps) {
          timeMs += afterMs;
          samples.take(timeMs, [value]);
          value += 1;
          changes.push([timeMs, value]);
        }
        expect(samples.count).toBeLessThanOrEqual(1_025);
        for (const [index, found] of samples.column(0).entries()) {
          const atMs = index * samples.intervalMs;
          const inForce = changes.findLast(([changedMs]) => changedMs < atMs)?.[1] ?? 0;
          expect(found).toBe(inForce);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("double their interval over years", () => {
    const samples = new RegularSamples(1, 1_000);
    samples.take(0, [1]);
    samples.take(400 * DAY_MS, [2]);
    expect(samples.count).toBeLessThanOrEqual(1_025);
    expect(samples.intervalMs * (samples.count - 1)).toBeLessThanOrEqual(400 * DAY_MS);
  });
});

describe("daily values", () => {
  it("are taken every 24 hours from the start, without the day that is not over", () => {
    const daily = new DailyValues();
    daily.take(5_000, 100);
    daily.take(5_000 + DAY_MS - 1, 90);
    daily.take(5_000 + 2.5 * DAY_MS, 80);
    expect(daily.read()).toEqual([100, 80, 80]);
    expect(daily.changes()).toEqual([-20, 0]);
  });
});

describe("what is kept", () => {
  it("of ids is the newest, however many there were", () => {
    const ids = new BoundedMap<number>(3);
    for (let index = 0; index < 10; index += 1) ids.add(`id${index}`, index);
    expect(["id6", "id7", "id8", "id9"].map((id) => ids.get(id))).toEqual([undefined, 7, 8, 9]);
    expect(ids.has("id6")).toBe(false);
  });

  it("of reasons in free text is counted together beyond a bound", () => {
    const reasons = new ReasonCounts();
    for (let index = 0; index < 1_000; index += 1) reasons.add(`order ${index} refused`, "bot");
    const lines = reasons.read();
    expect(lines).toHaveLength(301);
    expect(lines[0]).toEqual({ reasonCode: "OTHER", botId: "bot", count: 700 });
  });
});
