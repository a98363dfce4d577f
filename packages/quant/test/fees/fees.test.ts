import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { clientAdjustedBuyAmountUsd, maxNotionalForBudget } from "../../src/fees/buy-budget.ts";
import { makerRebate } from "../../src/fees/maker-rebate.ts";
import { feePerShareUsd, platformFeeUsd, roundFeeUsd } from "../../src/fees/taker-fee.ts";
import { takerTier } from "../../src/fees/taker-tier.ts";

const CRYPTO = { rate: 0.07, exponent: 1 };
const ticks = fc.integer({ min: 1, max: 9999 });
const centishares = fc.integer({ min: 1, max: 100_000_000 });

/** The fee in units of 0.00001 USD, half up, in exact integers. */
function exactFeeUnits(centis: number, priceTicks: number, rateBps: number): number {
  // shares 1e-2, price 1e-4 twice, rate 1e-4: the product counts in 1e-14 USD.
  const product =
    BigInt(centis) * BigInt(priceTicks) * BigInt(10_000 - priceTicks) * BigInt(rateBps);
  return Number((product * 2n + 10n ** 9n) / (2n * 10n ** 9n));
}

describe("the taker fee", () => {
  it("equals the exact decimal result, ties included", () => {
    fc.assert(
      fc.property(centishares, ticks, fc.integer({ min: 0, max: 2500 }), (centis, price, rate) => {
        const fee = platformFeeUsd(centis / 100, price / 10_000, {
          rate: rate / 10_000,
          exponent: 1,
        });
        expect(Math.round(fee * 1e5)).toBe(exactFeeUnits(centis, price, rate));
      }),
      { numRuns: 2000 },
    );
  });

  it("rounds a tie up although the product falls a hair short of it", () => {
    // On paper 7.5 and 112.5 units; in floating point 7.499999999999999 and 112.49999999999999.
    expect(platformFeeUsd(0.01, 0.25, { rate: 0.04, exponent: 1 })).toBe(0.000_08);
    expect(platformFeeUsd(0.09, 0.5, { rate: 0.05, exponent: 1 })).toBe(0.001_13);
    expect(roundFeeUsd(0.000_005)).toBe(0.000_01);
    expect(roundFeeUsd(1.000_005)).toBe(1.000_01);
    expect(roundFeeUsd(0.000_004_9)).toBe(0);
  });

  it("costs the same at p and at 1 - p", () => {
    fc.assert(
      fc.property(ticks, fc.constantFrom(1, 2), (price, exponent) => {
        const schedule = { rate: 0.25, exponent };
        const there = feePerShareUsd(price / 10_000, schedule);
        expect(feePerShareUsd(1 - price / 10_000, schedule)).toBeCloseTo(there, 14);
      }),
    );
  });
});

describe("a buying budget", () => {
  const costs = { price: 0.4, schedule: { rate: 0.05, exponent: 1 }, builderBps: 100 };

  it("is spent exactly, fees included", () => {
    fc.assert(
      fc.property(ticks, fc.integer({ min: 1, max: 100_000 }), (price, budgetUsd) => {
        const bought = maxNotionalForBudget(budgetUsd, { ...costs, price: price / 10_000 });
        const feeUsd = bought.shares * feePerShareUsd(price / 10_000, costs.schedule);
        expect(bought.maxNotionalUsd * 1.01 + feeUsd).toBeCloseTo(budgetUsd, 6);
      }),
    );
  });

  it("buys no less than the public client, which reserves the fee of the full order", () => {
    const exact = maxNotionalForBudget(50, costs).maxNotionalUsd;
    expect(clientAdjustedBuyAmountUsd(50, 50, costs)).toBeLessThan(exact);
    expect(clientAdjustedBuyAmountUsd(50, 1000, costs)).toBe(50);
  });
});

describe("rebates", () => {
  const day = { takerFeesUsd: 40, rebateShare: 0.25, totalFeeEquivalentUsd: 40 };

  it("pays from exactly one USD", () => {
    expect(makerRebate({ ...day, ownFeeEquivalentUsd: 4 })).toMatchObject({
      rebateUsd: 1,
      isPaid: true,
    });
    expect(makerRebate({ ...day, ownFeeEquivalentUsd: 3.99 }).isPaid).toBe(false);
  });

  it("is nothing in a market without maker volume", () => {
    const empty = { ...day, ownFeeEquivalentUsd: 0, totalFeeEquivalentUsd: 0 };
    expect(makerRebate(empty).rebateUsd).toBe(0);
  });

  it("reaches a tier at exactly its volume and gives nothing for geopolitics", () => {
    const tierAt = (notionalUsd: number, category: "sports" | "geopolitics"): string =>
      takerTier([{ notionalUsd, price: 0.5, category }]).tier.name;
    expect(tierAt(4000, "sports")).toBe("Bronze");
    expect(tierAt(3999.99, "sports")).toBe("None");
    expect(tierAt(1e9, "geopolitics")).toBe("None");
    expect(tierAt(1e9, "sports")).toBe("Elite");
  });

  it("has the curve of the published crypto example", () => {
    expect(platformFeeUsd(100, 0.5, CRYPTO)).toBe(1.75);
  });
});
