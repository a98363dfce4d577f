import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { TakerTrade } from "../../src/order-flow/volume-buckets.ts";
import { createVpinAccumulator, vpin } from "../../src/order-flow/vpin.ts";

const buy = (size: number): TakerTrade => ({ takerSide: "BUY", outcome: "YES", size });
const sell = (size: number): TakerTrade => ({ takerSide: "SELL", outcome: "YES", size });

const trades = fc.array(
  fc.record({
    takerSide: fc.constantFrom("BUY" as const, "SELL" as const),
    outcome: fc.constantFrom("YES" as const, "NO" as const),
    size: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 60 },
);

describe("vpin", () => {
  it("splits one trade over as many buckets as it fills", () => {
    expect(vpin([sell(40), buy(260)], 100, 3)).toEqual({
      buckets: [
        { bought: 60, sold: 40 },
        { bought: 100, sold: 0 },
        { bought: 100, sold: 0 },
      ],
      vpin: (20 + 100 + 100) / 300,
    });
  });

  it("counts buying NO as selling YES and selling NO as buying YES", () => {
    const mixed: TakerTrade[] = [
      { takerSide: "BUY", outcome: "NO", size: 70 },
      { takerSide: "SELL", outcome: "NO", size: 30 },
    ];
    expect(vpin(mixed, 100, 1).buckets).toEqual([{ bought: 30, sold: 70 }]);
  });

  it("is null until the last bucket needed is full, then looks at the newest ones only", () => {
    expect(vpin([buy(199)], 100, 2).vpin).toBeNull();
    expect(vpin([buy(200)], 100, 2).vpin).toBe(1);
    const balanced = [buy(200), buy(50), sell(50), buy(50), sell(50)];
    expect(vpin(balanced, 100, 2).vpin).toBe(0);
  });

  it("conserves volume, bounds the measure and agrees with its definition", () => {
    fc.assert(
      fc.property(trades, fc.integer({ min: 1, max: 5 }), (tape, bucketCount) => {
        const { buckets, vpin: measure } = vpin(tape, 250, bucketCount);
        const volume = tape.reduce((total, { size }) => total + size, 0);
        expect(buckets.length).toBe(Math.floor(volume / 250));
        expect(buckets.every(({ bought, sold }) => bought + sold === 250)).toBe(true);
        const last = buckets.slice(-bucketCount);
        const imbalance = last.reduce((sum, { bought, sold }) => sum + Math.abs(bought - sold), 0);
        expect(measure).toBe(last.length < bucketCount ? null : imbalance / (bucketCount * 250));
      }),
    );
  });

  it("fills a bucket that fractions fill up to rounding", () => {
    const tenths = Array.from({ length: 10 }, () => buy(0.1));
    expect(vpin(tenths, 1, 1).vpin).toBeCloseTo(1, 12);
  });

  it("starts over", () => {
    const accumulator = createVpinAccumulator(100, 1);
    accumulator.trade(buy(150));
    accumulator.reset();
    accumulator.trade(buy(99));
    expect(accumulator.current()).toBeNull();
    expect(accumulator.fullBucketCount).toBe(0);
  });

  it.each([
    [0, 1],
    [100, 0],
    [100, 1.5],
  ])("refuses a volume of %d over %d buckets", (volume, count) => {
    expect(() => createVpinAccumulator(volume, count)).toThrow(RangeError);
  });

  it("refuses a negative size", () => {
    expect(() => createVpinAccumulator(100, 1).trade(buy(-1))).toThrow(RangeError);
  });
});
