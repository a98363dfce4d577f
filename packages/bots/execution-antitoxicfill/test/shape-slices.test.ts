import { buildApprovedOrder, buildSlice } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { shapeSlices } from "../src/shape-slices.ts";

const CAUTION = {
  side: "BUY" as const,
  sizeShare: 0.5,
  widenTicks: 1,
  tickSize: 100,
  venueSizeMin: 5_000_000,
  rewardSizeMin: 60_000_000,
};

function shaped(slice: object, caution: Partial<typeof CAUTION> | { side: "SELL" } = {}) {
  return shapeSlices([buildSlice(buildApprovedOrder(), slice)], { ...CAUTION, ...caution })[0];
}

describe("a slice made careful", () => {
  it("keeps what earns rewards, and what the venue takes", () => {
    expect(shaped({ size: 100_000_000 })?.size).toBe(60_000_000);
    expect(shaped({ size: 50_000_000 })?.size).toBe(25_000_000);
    expect(shaped({ size: 8_000_000 })?.size).toBe(5_000_000);
    expect(shaped({ size: 3_000_000 })?.size).toBe(3_000_000);
  });

  it("is floored to a hundredth of a share, and never empty", () => {
    const none = { venueSizeMin: 0, rewardSizeMin: 0 };
    expect(shaped({ size: 1_230_000 }, none)?.size).toBe(610_000);
    expect(shaped({ size: 10_000 }, none)?.size).toBe(10_000);
  });

  it("backs away from the market, and stays on the grid", () => {
    expect(shaped({ price: 5_000 })?.price).toBe(4_900);
    expect(shaped({ price: 5_000 }, { side: "SELL" })?.price).toBe(5_100);
    expect(shaped({ price: 100 })?.price).toBe(100);
    expect(shaped({ price: 9_900 }, { side: "SELL" })?.price).toBe(9_900);
  });
});
