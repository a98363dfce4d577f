import { MICRO, notionalMicroUsd } from "@polytraders/core";
import { platformFeeUsd } from "@polytraders/quant";
import { buildIntent, GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot, { type Parameters } from "../src/index.ts";
import { judgeCost, type CostFacts } from "../src/judge-cost.ts";
import { orderCost } from "../src/order-cost.ts";

const PARAMETERS: Parameters = {
  feeRate: 0.07,
  feeExponent: 1,
  builderFeeBps: 0,
  gasUsdPerOrder: 0,
  gasMicroPolMin: 10_000,
  feeToEdgeRatioMax: 0.5,
  feeToEdgeWarnRatio: 0.35,
  feeBpsMax: 400,
  orderUsdMin: 1,
  isEdgeRequired: true,
};
const FACTS: CostFacts = {
  opposite: 5_000,
  tickSize: 100,
  freeCashMicroUsd: 500 * MICRO,
  isExit: false,
  gasMicroPol: null,
};

describe("orderCost", () => {
  it("charges 1.75 for 100 shares taken at 0.50 in crypto, and nothing for resting", () => {
    expect(orderCost(buildIntent(), 5_000, PARAMETERS)).toMatchObject({
      feeUsd: 1.75,
      feeBps: 350,
    });
    expect(orderCost(buildIntent({ isPostOnly: true }), 5_000, PARAMETERS).feeUsd).toBe(0);
    expect(orderCost(buildIntent({ price: 4_900 }), 5_000, PARAMETERS).feeUsd).toBe(0);
    expect(orderCost(buildIntent(), 0, PARAMETERS).feeUsd).toBe(0);
  });

  it("takes the dearest price between the best and the limit", () => {
    const sweeping = buildIntent({ price: 6_000 });
    expect(orderCost(sweeping, 4_000, PARAMETERS).feeUsd).toBe(1.75);
    expect(orderCost(sweeping, 5_500, PARAMETERS).feeUsd).toBeCloseTo(1.7325, 10);
    // A book that is not proven may hold any price that the limit reaches.
    expect(orderCost(sweeping, null, PARAMETERS).feeUsd).toBe(1.75);
  });

  it("adds the builder's fee", () => {
    const cost = orderCost(buildIntent(), 5_000, { ...PARAMETERS, builderFeeBps: 100 });
    expect(cost.feeUsd).toBeCloseTo(2.25, 10);
  });
});

describe("judgeCost", () => {
  const codeOf = (edgeBps: number | undefined, changed: Partial<Parameters> = {}): string => {
    const intent = buildIntent(edgeBps === undefined ? {} : { modelEdgeBps: edgeBps });
    return judgeCost(intent, FACTS, { ...PARAMETERS, ...changed }).reasonCode;
  };

  it.each([
    [1_001, "RISK_FEES_ACCEPTED"],
    [1_000, "RISK_FEES_ACCEPTED"],
    [999, "RISK_FEE_TO_EDGE_HIGH"],
    [700, "RISK_FEE_TO_EDGE_HIGH"],
    [699, "RISK_FEE_PASSIVE_ONLY"],
    [0, "RISK_FEE_PASSIVE_ONLY"],
    [-50, "RISK_FEE_PASSIVE_ONLY"],
    [undefined, "RISK_FEE_PASSIVE_ONLY"],
  ])("350 bps of fee against an edge of %s bps: %s", (edgeBps, code) => {
    expect(codeOf(edgeBps)).toBe(code);
  });

  it("an absolute fee cap holds whatever the edge", () => {
    expect(codeOf(5_000, { feeBpsMax: 350 })).toBe("RISK_FEES_ACCEPTED");
    expect(codeOf(5_000, { feeBpsMax: 349.9 })).toBe("RISK_FEE_PASSIVE_ONLY");
  });

  it("a resting order stays one tick off the other side", () => {
    expect(judgeCost(buildIntent({ price: 5_300 }), FACTS, PARAMETERS).constraints).toEqual({
      passiveOnly: true,
      priceMax: 4_900,
    });
    const sale = buildIntent({ side: "SELL", price: 4_700 });
    expect(judgeCost(sale, FACTS, PARAMETERS).constraints).toEqual({
      passiveOnly: true,
      priceMin: 5_100,
    });
  });

  it.each([
    [null, "RISK_FEES_ACCEPTED"],
    [20_000, "RISK_FEES_ACCEPTED"],
    [19_999, "RISK_FEE_GAS_LOW"],
    [10_000, "RISK_FEE_GAS_LOW"],
    [9_999, "RISK_FEE_GAS_HEADROOM"],
    [Number.NaN, "RISK_FEE_GAS_HEADROOM"],
  ])("gas of %s: %s", (gasMicroPol, code) => {
    const quote = buildIntent({ isPostOnly: true });
    expect(judgeCost(quote, { ...FACTS, gasMicroPol }, PARAMETERS).reasonCode).toBe(code);
  });

  it("never refuses an exit", () => {
    const sale = buildIntent({ side: "SELL", price: 100, timeInForce: "FAK" });
    for (const gasMicroPol of [null, 0]) {
      const facts = { ...FACTS, isExit: true, gasMicroPol, freeCashMicroUsd: -1 };
      expect(judgeCost(sale, facts, PARAMETERS).reasonCode).toMatch(/TO_EDGE_HIGH|GAS_LOW/);
    }
  });

  it("what passes or is cut can be paid, fee included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: -10 * MICRO, max: 600 * MICRO }),
        fc.integer({ min: 0, max: 100 }),
        (cents, hundredths, freeCashMicroUsd, builderFeeBps) => {
          const price = cents * 100;
          const intent = buildIntent({ price, size: hundredths * 10_000, modelEdgeBps: 9_999 });
          const parameters = { ...PARAMETERS, builderFeeBps, feeBpsMax: 1_000, orderUsdMin: 0 };
          const facts = { ...FACTS, opposite: price, freeCashMicroUsd };
          const { reasonCode, constraints } = judgeCost(intent, facts, parameters);
          if (reasonCode === "RISK_FEE_GAS_HEADROOM" || constraints?.passiveOnly) return;
          const limit = constraints?.notionalMicroUsdMax ?? notionalMicroUsd(price, intent.size);
          const shares = Math.min(intent.size, Math.floor(limit / price) * 10_000) / MICRO;
          const fee = platformFeeUsd(shares, price / 10_000, { rate: 0.07, exponent: 1 });
          const paid = shares * (price / 10_000) * (1 + builderFeeBps / 10_000) + fee;
          expect(paid).toBeLessThanOrEqual(freeCashMicroUsd / MICRO + 1e-6);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("FeeAndGasGuard", () => {
  it("reads the book of the token that is traded", () => {
    const markets = [{ bids: [[0.4, 500]] as const, asks: [[0.45, 500]] as const }];
    const bench = new GuardBench(bot, {}, { markets });
    // The second token's best ask is 1 - 0.40.
    const resting = bench.vote({ tokenId: "market-0-no", price: 5_900 });
    expect(resting.vote).toBe("APPROVE");
    const taking = bench.vote({ tokenId: "market-0-no", price: 6_000 });
    expect(taking).toEqual({
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_FEE_PASSIVE_ONLY",
      constraints: { passiveOnly: true, priceMax: 5_900 },
    });
    expect(bench.explain(taking)).toContain("against an edge that is not stated");
    expect(bench.vote({ tokenId: "of another market" }).vote).toBe("REJECT");
  });
});
