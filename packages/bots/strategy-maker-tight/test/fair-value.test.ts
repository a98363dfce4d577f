import { describe, expect, it } from "vitest";
import { fairValueUsd, skewedFairUsd } from "../src/fair-value.ts";

const level = (price: number, size: number) => ({ price, size });

describe("the fair value of a book", () => {
  it("is the midpoint of equal sides, and moves towards the thinner one", () => {
    expect(fairValueUsd([level(4_900, 100)], [level(5_100, 100)])).toBeCloseTo(0.5, 12);
    expect(fairValueUsd([level(4_900, 300)], [level(5_100, 100)])).toBeCloseTo(0.505, 12);
    expect(fairValueUsd([level(4_900, 100)], [level(5_100, 300)])).toBeCloseTo(0.495, 12);
  });

  it("takes several levels by their size", () => {
    const bids = [level(4_900, 100), level(4_800, 100)];
    // Bids 0.485 of 200, asks 0.51 of 200.
    expect(fairValueUsd(bids, [level(5_100, 200)])).toBeCloseTo(0.4975, 12);
  });

  it("is not known without both sides", () => {
    expect(fairValueUsd([], [level(5_100, 100)])).toBeNull();
    expect(fairValueUsd([level(4_900, 100)], [])).toBeNull();
  });
});

it("moves against the inventory by at most its factor of half the spread", () => {
  expect(skewedFairUsd(0.5, 0.04, 0, 0.5)).toBe(0.5);
  expect(skewedFairUsd(0.5, 0.04, 1, 0.5)).toBeCloseTo(0.49, 12);
  expect(skewedFairUsd(0.5, 0.04, -0.5, 0.5)).toBeCloseTo(0.505, 12);
  expect(skewedFairUsd(0.5, 0.04, 7, 0.5)).toBeCloseTo(0.49, 12);
});
