import { PlanBench, type PlanWorld } from "@polytraders/testkit";
import type { PlanSlice } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

type Levels = readonly (readonly [string, string])[];

const FEES = { rate: 0.05, exponent: 1, rebateShare: 0.25 };

function termsOf(fees: typeof FEES | null) {
  return { fees, rewards: null, endAtMs: null, gameStartAtMs: null, tags: [] };
}

function world(bids: Levels, asks: Levels, fees: typeof FEES | null = FEES): PlanWorld {
  return { markets: [{ bids, asks, terms: termsOf(fees) }] };
}

function bench(setting: PlanWorld, parameters: Readonly<Record<string, unknown>> = {}) {
  return new PlanBench(bot, parameters, setting);
}

function slice(overrides: Partial<PlanSlice>): PlanSlice {
  return {
    price: 5_000,
    size: 100_000_000,
    timeInForce: "GTC",
    isPostOnly: false,
    expiresAtMs: null,
    notBeforeMs: 1_000_000,
    ...overrides,
  };
}

const BIDS: Levels = [["0.48", "500"]];
const ASKS: Levels = [
  ["0.50", "100"],
  ["0.51", "100"],
];

describe("fees", () => {
  it("are the market's on each match, as the venue rounds them", () => {
    // 33.33 x 0.05 x 0.25 = 0.416625, rounded half up to 0.41663.
    const { plan } = bench(world(BIDS, ASKS)).plan({ price: 5_000, size: 33_330_000 });
    expect(plan.estimatedFeesMicroUsd).toBe(416_630);
  });

  it("include the builder's", () => {
    const estimator = bench(world(BIDS, ASKS), { builderFeeBps: 20 });
    // 100 x 0.05 x 0.25, and 20 basis points of 50.
    expect(estimator.plan({ price: 5_000 }).plan.estimatedFeesMicroUsd).toBe(1_250_000 + 100_000);
  });

  it("are none for what rests, which may earn a rebate", () => {
    const estimator = bench(world(BIDS, ASKS));
    const decision = estimator.plan({ price: 4_900 });
    expect(decision.plan).toMatchObject({ estimatedFeesMicroUsd: 0, estimatedSlippageBps: 0 });
    // A quarter of 100 x 0.05 x 0.49 x 0.51.
    expect(estimator.explain(decision)).toContain("0.3124 pUSD of rebate");
  });

  it("are the dearest where nobody has stated them", () => {
    const decision = bench(world(BIDS, ASKS, null)).plan({ price: 5_000 });
    expect(decision.reasonCode).toBe("EXEC_COST_FEE_SCHEDULE_STALE");
    expect(decision.plan.estimatedFeesMicroUsd).toBe(1_750_000);
  });
});

describe("slippage", () => {
  it("is measured against the midpoint, or against a limit that is better", () => {
    const estimator = bench(world(BIDS, ASKS));
    // 100 at 0.50 and 100 at 0.51 against 0.49.
    const through = estimator.plan({ price: 5_100, size: 200_000_000 });
    expect(through.plan.estimatedSlippageBps).toBeCloseTo((0.015 / 0.49) * 1e4, 3);
    const sale = estimator.plan({ side: "SELL", price: 4_800 });
    expect(sale.plan.estimatedSlippageBps).toBeCloseTo((0.01 / 0.49) * 1e4, 3);
    const patient = estimator.plan({ price: 4_800 });
    expect(patient.plan.estimatedSlippageBps).toBe(0);
  });

  it("counts what an earlier slice takes as gone", () => {
    const estimator = bench(world(BIDS, ASKS));
    const order = { price: 5_100, size: 200_000_000 };
    const whole = estimator.plan(order).plan;
    const slices = [
      slice({ price: 5_000, timeInForce: "FAK" }),
      slice({ price: 5_100, notBeforeMs: 1_005_000 }),
    ];
    expect(estimator.plan(order, { slices }).plan).toEqual(whole);
  });

  it("takes nothing with an order that the book cannot fill whole, or that only rests", () => {
    const estimator = bench(world(BIDS, ASKS));
    const kill = estimator.plan({ price: 5_100, size: 201_000_000, timeInForce: "FOK" });
    expect(kill.plan).toMatchObject({ estimatedFeesMicroUsd: 0, estimatedSlippageBps: 0 });
    const maker = estimator.plan({ price: 5_100, isPostOnly: true });
    expect(maker.plan).toMatchObject({ estimatedFeesMicroUsd: 0, estimatedSlippageBps: 0 });
  });

  it("is spread over the whole plan, but judged by what is taken", () => {
    const estimator = bench(world(BIDS, ASKS));
    const order = { price: 5_000, size: 400_000_000 };
    const taken = (0.01 / 0.49) * 1e4;
    const { plan } = estimator.plan({ ...order, slippageBpsMax: Math.ceil(taken) });
    // 100 taken at 0.01 from the midpoint, 300 resting at 0.50.
    expect(plan.estimatedSlippageBps).toBeCloseTo((1 / (49 + 150)) * 1e4, 3);
    expect(estimator.plan({ ...order, slippageBpsMax: Math.floor(taken) }).plan.outcome).toBe(
      "abandon",
    );
  });

  it("grows with the volatility of the midpoint and the time until the match", () => {
    const moves = (delayMs: number) => {
      const estimator = bench(world(BIDS, ASKS), { delayMs });
      estimator.showBook();
      estimator.see({ nowMs: 1_001_000, ...world([["0.48", "500"]], [["0.52", "100"]]) });
      estimator.showBook();
      return estimator.plan({ price: 5_200 }).plan.estimatedSlippageBps ?? 0;
    };
    const walked = (0.02 / 0.5) * 1e4;
    expect(moves(0)).toBeCloseTo(walked, 3);
    // A cent in a second, the whole depth taken: 0.01 x sqrt(h).
    expect(moves(250)).toBeCloseTo(walked + (0.005 / 0.5) * 1e4, 3);
    expect(moves(1_000)).toBeCloseTo(walked + (0.01 / 0.5) * 1e4, 3);
  });
});

describe("the operator's bound", () => {
  it("is never broken by a single tick", () => {
    const asks = [
      ["0.02", "500"],
      ["0.03", "500"],
    ] as const;
    const estimator = bench(world([["0.01", "500"]], asks));
    const order = { price: 300, size: 1_000_000_000 };
    // Half of it half a tick, half of it three halves of one: a tick a share.
    expect(estimator.plan(order).reasonCode).toBe("EXEC_COST_ESTIMATED");
    const dearer = bench(world([["0.01", "500"]], [["0.04", "500"]]));
    expect(dearer.plan({ ...order, price: 400 })).toEqual({
      plan: { outcome: "abandon" },
      reasonCode: "EXEC_COST_SLIPPAGE_LIMIT",
    });
  });
});

describe("an exit", () => {
  it("is held to what its strategy accepts, but not to the operator's bound", () => {
    const estimator = bench(world([["0.10", "500"]], [["0.90", "500"]]));
    const exit = { side: "SELL" as const, price: 1_000, isReduceOnly: true };
    expect(estimator.plan(exit).plan.estimatedSlippageBps).toBeCloseTo(8_000, 3);
    expect(estimator.plan({ ...exit, isReduceOnly: false }).plan.outcome).toBe("abandon");
    expect(estimator.plan({ ...exit, slippageBpsMax: 1_000 }).plan.outcome).toBe("abandon");
  });
});

describe("without a usable book", () => {
  it("everything that may take is taken at its limit, at the dearest fee within it", () => {
    const estimator = bench({ markets: [{ isProven: false, terms: termsOf(FEES) }] });
    const fee = (price: number, side: "BUY" | "SELL") =>
      estimator.plan({ price, side }).plan.estimatedFeesMicroUsd;
    expect(fee(6_000, "BUY")).toBe(1_250_000);
    expect(fee(2_000, "BUY")).toBe(800_000);
    expect(fee(4_000, "SELL")).toBe(1_250_000);
    expect(fee(8_000, "SELL")).toBe(800_000);
    expect(estimator.plan().reasonCode).toBe("EXEC_COST_FALLBACK");
  });
});
