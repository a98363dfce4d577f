import { PlanBench, type PlanWorld } from "@polytraders/testkit";
import type { ApprovedOrderRecord, PlanSlice } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

type Levels = readonly (readonly [string, string])[];

function world(bids: Levels, asks: Levels, rest: object = {}): PlanWorld {
  return { markets: [{ bids, asks, ...rest }] };
}

function bench(setting: PlanWorld, parameters: Readonly<Record<string, unknown>> = {}) {
  return new PlanBench(bot, parameters, setting);
}

/** An estimate of decay: dollars a second out of 1,000. */
function decay(value: number | null, overrides: object = {}) {
  return {
    kind: "liquidity_decay",
    value,
    confidence: value === null ? null : 0.6,
    payload: { currentDepthUsd: 1_000, isOwnDominant: false },
    ...overrides,
  };
}

function slicesOf(
  router: ReturnType<typeof bench>,
  order: Partial<ApprovedOrderRecord>,
): readonly PlanSlice[] {
  return router.plan(order).plan.slices ?? [];
}

const brief = (slices: readonly PlanSlice[]): string[] =>
  slices.map(
    ({ timeInForce, price, size, notBeforeMs }) =>
      `${timeInForce} ${size / 1e6} @ ${price} +${notBeforeMs - 1_000_000}`,
  );

const LADDER: Levels = [
  ["0.52", "100"],
  ["0.53", "100"],
  ["0.54", "200"],
];

describe("what takes", () => {
  it("is one slice per level for a purchase, and one slice for a sale", () => {
    const buyer = bench(world([["0.51", "900"]], LADDER));
    buyer.signal(decay(0));
    expect(brief(slicesOf(buyer, { price: 5_500, size: 300_000_000, timeInForce: "FAK" }))).toEqual(
      ["FAK 100 @ 5200 +0", "FAK 100 @ 5300 +0", "FAK 100 @ 5400 +0"],
    );
    const seller = bench(
      world(
        [
          ["0.48", "100"],
          ["0.47", "100"],
        ],
        [["0.49", "900"]],
      ),
    );
    seller.signal(decay(0));
    const sale = { side: "SELL", price: 4_700, size: 150_000_000, timeInForce: "FAK" } as const;
    expect(brief(slicesOf(seller, sale))).toEqual(["FAK 150 @ 4700 +0"]);
    // Room for a book that moves, as far as the strategy accepts it.
    expect(brief(slicesOf(seller, { ...sale, price: 4_000 }))).toEqual(["FAK 150 @ 4000 +0"]);
    expect(brief(slicesOf(seller, { ...sale, price: 4_000, slippageBpsMax: 400 }))).toEqual([
      "FAK 150 @ 4700 +0",
    ]);
  });

  it("goes out in one piece with an order that rests with what it misses", () => {
    const buyer = bench(world([["0.51", "900"]], LADDER), { missedEdgeMicroUsd: 100_000 });
    buyer.signal(decay(0));
    const order = { price: 5_500, size: 300_000_000 };
    expect(brief(slicesOf(buyer, order))).toEqual(["GTC 300 @ 5500 +0"]);
    // Where the limit itself is more than the strategy accepts, at the worst level that it needs.
    expect(brief(slicesOf(buyer, { ...order, slippageBpsMax: 500 }))).toEqual([
      "GTC 300 @ 5400 +0",
    ]);
  });

  it("goes as far as the approved limit", () => {
    const router = bench(world([["0.51", "900"]], LADDER));
    router.signal(decay(0));
    expect(brief(slicesOf(router, { price: 5_300, size: 300_000_000 }))).toEqual([
      "FAK 100 @ 5200 +0",
      "FAK 100 @ 5300 +0",
      "GTC 100 @ 5300 +0",
    ]);
  });

  it("stops where waiting beats crossing, and waits one tick behind", () => {
    const router = bench(world([["0.51", "900"]], LADDER), { missedEdgeMicroUsd: 20_000 });
    router.signal(decay(0));
    // Waiting costs 0.7 times the missed edge: 0.014 against half a tick, then one tick more a level.
    expect(brief(slicesOf(router, { price: 5_500, size: 300_000_000 }))).toEqual([
      "FAK 100 @ 5200 +0",
      "GTC 200 @ 5200 +0",
    ]);
  });

  it("counts the market's fee against crossing", () => {
    const fees = { rate: 0.07, exponent: 1, rebateShare: 0.2 };
    const terms = { fees, rewards: null, endAtMs: null, gameStartAtMs: null, tags: [] };
    const free = bench(world([["0.49", "900"]], [["0.50", "900"]]), { missedEdgeMicroUsd: 25_000 });
    const charged = bench(world([["0.49", "900"]], [["0.50", "900"]], { terms }), {
      missedEdgeMicroUsd: 25_000,
    });
    const order = { price: 5_000, size: 100_000_000 };
    expect(brief(slicesOf(free, order))).toEqual(["GTC 100 @ 5000 +0"]);
    expect(charged.plan(order).reasonCode).toBe("EXEC_ROUTE_PASSIVE");
    expect(brief(slicesOf(charged, order))).toEqual(["GTC 100 @ 4900 +0"]);
  });

  it("keeps to the slippage that the strategy accepts, against the midpoint", () => {
    const router = bench(world([["0.51", "900"]], LADDER));
    router.signal(decay(0));
    const order = { price: 5_500, size: 300_000_000, timeInForce: "FAK" } as const;
    // The midpoint is 0.515: one tick is 97 bps above it, two ticks are 291.
    expect(brief(slicesOf(router, { ...order, slippageBpsMax: 291 }))).toHaveLength(1);
    expect(brief(slicesOf(router, { ...order, slippageBpsMax: 292 }))).toHaveLength(2);
    expect(router.plan({ ...order, slippageBpsMax: 10 }).plan.slices).toBeUndefined();
  });

  it("takes what cannot be sent alone along with the next level", () => {
    const router = bench(
      world(
        [["0.51", "900"]],
        [
          ["0.52", "2"],
          ["0.53", "200"],
        ],
      ),
    );
    router.signal(decay(0));
    const order = { price: 5_300, size: 100_000_000, timeInForce: "FAK" } as const;
    // Two at 0.52 and 98 at 0.53 cost 52.98: at 0.53 that is 99.96 shares.
    expect(brief(slicesOf(router, order))).toEqual(["FAK 99.96 @ 5300 +0"]);
  });

  it("takes the last levels together where slices are few, for the money that they cost", () => {
    const router = bench(world([["0.51", "900"]], LADDER), { slicesMax: 2 });
    router.signal(decay(0));
    const order = { price: 5_500, size: 300_000_000 };
    // 100 at 0.53 and 100 at 0.54 cost 107: at 0.54 that is 198.14 shares.
    expect(brief(slicesOf(router, { ...order, timeInForce: "FAK" }))).toEqual([
      "FAK 100 @ 5200 +0",
      "FAK 198.14 @ 5400 +0",
    ]);
    // Beside a remainder that rests, for the shares.
    expect(brief(slicesOf(router, { ...order, size: 500_000_000 }))).toEqual([
      "FAK 100 @ 5200 +0",
      "GTC 300 @ 5400 +0",
      "GTC 100 @ 5500 +0",
    ]);
  });

  it("lets a last slice rest with what is too small to rest alone", () => {
    const router = bench(world([["0.51", "900"]], [["0.52", "97"]]));
    router.signal(decay(0));
    expect(brief(slicesOf(router, { price: 5_200, size: 100_000_000 }))).toEqual([
      "GTC 100 @ 5200 +0",
    ]);
  });
});

describe("slices by the decay estimate", () => {
  const setting = world([["0.49", "900"]], [["0.50", "1000"]]);
  const order = { price: 5_000, size: 1_000_000_000, timeInForce: "FAK" } as const;

  it("take what should remain of the depth after an interval", () => {
    const router = bench(setting);
    router.signal(decay(80));
    // 80 dollars a second for 5 seconds out of 1,000.
    expect(brief(slicesOf(router, order))).toEqual(["FAK 600 @ 5000 +0", "FAK 400 @ 5000 +5000"]);
  });

  it.each([
    ["none", undefined],
    ["one without confidence", decay(null)],
    ["one of low confidence", decay(0, { confidence: 0.29 })],
    ["an old one", decay(0, { timeMs: 994_999 })],
    [
      "one about our own orders",
      decay(0, { payload: { currentDepthUsd: 1_000, isOwnDominant: true } }),
    ],
    ["one without depth", decay(0, { payload: { currentDepthUsd: 0, isOwnDominant: false } })],
  ])("are conservative with %s", (_, signal) => {
    const router = bench(setting);
    if (signal) router.signal(signal);
    expect(router.plan(order).reasonCode).toBe("EXEC_ROUTE_CONSERVATIVE");
    expect(slicesOf(router, order).map(({ size }) => size)).toEqual(Array(4).fill(250_000_000));
  });

  it("do not buy more than planned should the best price of now be back later", () => {
    const router = bench(
      world(
        [["0.49", "900"]],
        [
          ["0.50", "300"],
          ["0.52", "300"],
        ],
      ),
    );
    router.signal(decay(100));
    // Half of the depth remains: 300 now, and 300 for the money that they would cost at 0.50.
    expect(brief(slicesOf(router, { ...order, price: 5_200, size: 600_000_000 }))).toEqual([
      "FAK 300 @ 5000 +0",
      "FAK 288.46 @ 5200 +5000",
    ]);
  });

  it("are no smaller than what can be sent, however fast the depth goes", () => {
    const router = bench(setting, { slicesMax: 4 });
    router.signal(decay(5_000));
    expect(slicesOf(router, order).map(({ size }) => size)).toEqual(Array(4).fill(5_000_000));
  });

  it("end before the order does", () => {
    const router = bench(setting);
    const slices = slicesOf(router, { ...order, timeInForce: "GTD", expiresAtMs: 1_010_000 });
    expect(brief(slices)).toEqual([
      "FAK 250 @ 5000 +0",
      "GTD 250 @ 5000 +5000",
      // What is left waits behind the level that it could not take in time.
      "GTD 500 @ 4900 +5000",
    ]);
  });
});

describe("what rests", () => {
  it("goes out whole where it fits its side, and in children where it does not", () => {
    const router = bench(world([["0.49", "400"]], [["0.51", "10"]]));
    const order = { price: 4_900, isPostOnly: true };
    expect(brief(slicesOf(router, { ...order, size: 200_000_000 }))).toEqual(["GTC 200 @ 4900 +0"]);
    expect(brief(slicesOf(router, { ...order, size: 402_000_000 }))).toEqual([
      "GTC 200 @ 4900 +0",
      // Two shares could not rest alone.
      "GTC 202 @ 4900 +30000",
    ]);
    expect(router.plan({ ...order, size: 402_000_000 }).reasonCode).toBe("EXEC_ROUTE_ICEBERG");
  });

  it("shows children that score where the whole would", () => {
    const rewards = {
      dailyPoolMicroUsd: 10_000_000,
      spreadMax: 300,
      sizeMin: 50_000_000,
      multiplier: 1,
    };
    const terms = { fees: null, rewards, endAtMs: null, gameStartAtMs: null, tags: [] };
    const router = bench(world([["0.49", "20"]], [["0.51", "10"]], { terms }));
    const slices = slicesOf(router, { price: 4_900, size: 120_000_000, isPostOnly: true });
    expect(slices.map(({ size }) => size)).toEqual([50_000_000, 70_000_000]);
  });

  it("is priced behind a book that has moved into a post-only order", () => {
    const router = bench(world([["0.49", "400"]], [["0.50", "400"]]));
    expect(brief(slicesOf(router, { price: 5_200, size: 100_000_000, isPostOnly: true }))).toEqual([
      "GTC 100 @ 4900 +0",
    ]);
    const sale = { side: "SELL", price: 4_800, size: 100_000_000, isPostOnly: true } as const;
    expect(brief(slicesOf(router, sale))).toEqual(["GTC 100 @ 5000 +0"]);
  });
});

describe("disguise", () => {
  const setting = { ...world([["0.49", "400"]], [["0.50", "1000"]]), randomSeed: 7 };

  it("makes sizes irregular, at most by its share and never above the approval", () => {
    const router = bench(setting);
    const sizes = Array.from({ length: 200 }, () => {
      const slices = slicesOf(router, { price: 4_900, size: 100_000_000 });
      return slices.reduce((sum, { size }) => sum + size, 0);
    });
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(90_000_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100_000_000);
    expect(new Set(sizes).size).toBeGreaterThan(150);
  });

  it("leaves an order that scores for rewards large enough to score", () => {
    const rewards = { dailyPoolMicroUsd: 1, spreadMax: 300, sizeMin: 99_000_000, multiplier: 1 };
    const terms = { fees: null, rewards, endAtMs: null, gameStartAtMs: null, tags: [] };
    const router = bench({ ...world([["0.49", "400"]], [], { terms }), randomSeed: 7 });
    const sizes = Array.from({ length: 50 }, () => {
      const [slice] = slicesOf(router, { price: 4_900, size: 100_000_000 });
      return slice?.size ?? 0;
    });
    expect(Math.min(...sizes)).toBe(99_000_000);
  });

  it("makes the time between slices irregular by its share", () => {
    const router = bench(setting);
    const gaps = Array.from({ length: 100 }, () => {
      const [first, second] = slicesOf(router, { price: 5_000, size: 400_000_000 });
      return (second?.notBeforeMs ?? 0) - (first?.notBeforeMs ?? 0);
    });
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4_250);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5_750);
    expect(new Set(gaps).size).toBeGreaterThan(50);
  });

  it("leaves exits, post-only orders and fill-or-kill orders exact", () => {
    const router = bench(setting);
    const order = { price: 4_900, size: 100_000_000 };
    const urgent = { ...order, side: "SELL", timeInForce: "FAK", isReduceOnly: true } as const;
    expect(router.plan(urgent).plan).toEqual({ outcome: "proceed" });
    const exit = slicesOf(router, { ...order, isReduceOnly: true });
    const maker = slicesOf(router, { ...order, isPostOnly: true });
    expect([...exit, ...maker].map(({ size }) => size)).toEqual([100_000_000, 100_000_000]);
    expect(router.plan({ ...order, timeInForce: "FOK" }).plan).toEqual({ outcome: "proceed" });
  });
});
