import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { jitterDelayMs, jitterSize, jitterSizeMicroShares } from "../../src/risk-limits/jitter.ts";

const uniforms = fc.double({ min: 0, max: 1, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe("size jitter", () => {
  it("never exceeds the approved size nor undercuts the smallest one", () => {
    const lots = fc.integer({ min: 500, max: 1e6 }).map((lot) => lot * 10_000);
    fc.assert(
      fc.property(lots, shares, uniforms, (approved, share, uniform) => {
        const orderSizeMicroSharesMin = 5_000_000;
        const jitter = { share, uniform, orderSizeMicroSharesMin };
        const size = jitterSizeMicroShares(approved, jitter);
        expect(size).toBeLessThanOrEqual(approved);
        expect(size).toBeGreaterThanOrEqual(orderSizeMicroSharesMin);
        expect(size % 10_000).toBe(0);
      }),
    );
  });

  it("shows what the factor alone would have made of it", () => {
    expect(jitterSize(100, 0.1, 1)).toEqual({ rawShares: 100 * 1.1, finalShares: 100 });
    expect(jitterSize(33.33, 0.1, 0)).toEqual({ rawShares: 33.33 * 0.9, finalShares: 29.99 });
  });
});

describe("delay jitter", () => {
  it("spreads 300 s over 255 to 345 s and is never negative", () => {
    expect([0, 0.5, 1].map((uniform) => jitterDelayMs(300_000, 0.15, uniform))).toEqual([
      255_000, 300_000, 345_000,
    ]);
    expect(jitterDelayMs(300_000, 2, 0)).toBe(0);
  });
});
