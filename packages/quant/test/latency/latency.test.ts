import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { arrivalPrice } from "../../src/latency/arrival-price.ts";
import { createDepthOverlay } from "../../src/latency/depth-overlay.ts";
import { fitLognormalLatency, latencyQuantile } from "../../src/latency/lognormal-latency.ts";

describe("lognormal latency", () => {
  it("has the quantiles it was fitted to", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 20 }),
        (p50, factor) => {
          const latency = fitLognormalLatency(p50, p50 * factor);
          expect(latencyQuantile(latency, 0.5)).toBeCloseTo(p50, 6);
          expect(latencyQuantile(latency, 0.99) / (p50 * factor)).toBeCloseTo(1, 9);
        },
      ),
    );
    expect(() => fitLognormalLatency(100, 50)).toThrow(RangeError);
  });
});

describe("the arrival price", () => {
  it("is the price in force at the match, its own time included", () => {
    const path = [
      { timeMs: 0, price: 0.5 },
      { timeMs: 100, price: 0.6 },
    ];
    const order = { sendTimeMs: 50, latencyMs: 30, takerDelayMs: 20 };
    expect(arrivalPrice(path, order)).toMatchObject({ seenPrice: 0.5, matchPrice: 0.6 });
    expect(arrivalPrice([], order).latencyCostPerShare).toBeNull();
  });
});

describe("the depth overlay", () => {
  it("never gives more than the record holds, and gives nothing back when strict", () => {
    const actions = fc.array(
      fc.record({
        kind: fc.constantFrom("consume", "record"),
        shares: fc.integer({ min: 0, max: 500 }),
        seconds: fc.integer({ min: 0, max: 60 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(actions, fc.boolean(), (rows, isStrict) => {
        const overlay = createDepthOverlay(
          1000,
          isStrict ? undefined : { permanentShare: 0.3, recoveryPerSecond: 0.05 },
        );
        let recorded = 1000;
        let nowMs = 0;
        for (const { kind, shares, seconds } of rows) {
          const before = overlay.available(nowMs);
          nowMs += seconds * 1000;
          const recovered = overlay.available(nowMs);
          expect(recovered).toBeGreaterThanOrEqual(before);
          if (isStrict) expect(recovered).toBe(before);
          if (kind === "consume") {
            expect(overlay.consume(nowMs, shares)).toBe(Math.min(shares, recovered));
          } else {
            recorded = shares;
            overlay.setRecorded(nowMs, shares);
          }
          expect(overlay.available(nowMs)).toBeGreaterThanOrEqual(0);
          expect(overlay.available(nowMs)).toBeLessThanOrEqual(recorded);
        }
      }),
    );
  });

  it("forgets what we took when the level vanishes", () => {
    const overlay = createDepthOverlay(100);
    overlay.consume(0, 100);
    overlay.setRecorded(1, 0);
    overlay.setRecorded(2, 80);
    expect(overlay.available(2)).toBe(80);
  });
});
