import { PlanBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const MARKET = { bids: [["0.50", 500]], asks: [["0.52", 500]] } as const;
const bookAt = (bid: string, ask: string) => [
  { bids: [[bid, 500] as const], asks: [[ask, 500] as const] },
];

describe("replacing a quote", () => {
  it("keeps what others wanted gone first", () => {
    const bench = new PlanBench(bot, {}, { markets: [MARKET], orders: [{ orderId: "order-1" }] });
    const { plan } = bench.plan({ price: 4_000 }, { cancelFirst: ["order-9", "order-1"] });
    expect(plan.cancelFirst).toEqual(["order-9", "order-1"]);
  });

  it("leaves the quotes of others alone: another strategy, token, side, and exits", () => {
    const bench = new PlanBench(bot, {}, { markets: [MARKET] });
    bench.plan({ orderId: "order-4", isReduceOnly: true });
    bench.see({
      orders: [
        { orderId: "order-1", botId: "strat.other" },
        { orderId: "order-2", tokenId: "market-0-no" },
        { orderId: "order-3", side: "SELL" },
        { orderId: "order-4" },
      ],
    });
    expect(bench.plan().reasonCode).toBe("EXEC_QUOTE_PLACED");
  });

  it("replaces a quote that reduces a position like any other, as long as it only rests", () => {
    const world = { markets: [MARKET], orders: [{ orderId: "order-1" }] };
    const bench = new PlanBench(bot, {}, world);
    const reducing = { isReduceOnly: true, price: 4_000 };
    expect(bench.plan({ ...reducing, isPostOnly: true }).reasonCode).toBe("EXEC_AMEND_OK");
    expect(bench.plan({ ...reducing, orderId: "order-2" }).reasonCode).toBe("EXEC_NOT_A_QUOTE");
  });

  it("of a ladder replaces the rung nearest to it", () => {
    const ladder = [4_500, 4_700, 4_900].map((price, rung) => ({ orderId: `rung-${rung}`, price }));
    const world = { markets: [MARKET], orders: ladder };
    const bench = new PlanBench(bot, { quotesPerSideMax: 3 }, world);
    const far = bench.plan({ price: 5_050 });
    expect(far.plan.cancelFirst).toBeUndefined();
    const { plan } = bench.plan({ price: 4_770, size: 200_000_000 });
    expect(plan.cancelFirst).toEqual(["rung-1"]);
  });

  it("counts an order once, however often its plan is asked for", () => {
    const world = { markets: [MARKET], orders: [{ orderId: "order-1" }] };
    const bench = new PlanBench(bot, { amendmentsPerMinuteMax: 1 }, world);
    expect(bench.plan({ price: 4_000 }).reasonCode).toBe("EXEC_AMEND_OK");
    expect(bench.plan({ price: 4_000 }).reasonCode).toBe("EXEC_AMEND_OK");
    expect(bench.plan({ orderId: "order-2", price: 4_000 }).reasonCode).toBe(
      "EXEC_AMEND_RATE_LIMITED",
    );
  });

  it("looks at the whole size of a sliced quote, and at its boldest price", () => {
    const bench = new PlanBench(bot, {}, { markets: [MARKET], orders: [{ orderId: "order-1" }] });
    const slice = { size: 50_000_000, isPostOnly: true, expiresAtMs: null, notBeforeMs: 0 };
    const prices = [5_000, 4_800];
    const slices = prices.map((price) => ({ ...slice, price, timeInForce: "GTC" as const }));
    expect(bench.plan({}, { slices }).reasonCode).toBe("EXEC_QUOTE_KEPT");
  });

  it("compares with the price that an earlier quote was planned at, not approved at", () => {
    const bench = new PlanBench(bot, {}, { markets: [MARKET] });
    const slice = { size: 100_000_000, isPostOnly: true, expiresAtMs: null, notBeforeMs: 0 };
    const careful = { slices: [{ ...slice, price: 4_900, timeInForce: "GTC" as const }] };
    bench.plan({ orderId: "order-1" }, careful);
    bench.see({ orders: [{ orderId: "order-1" }] });
    expect(bench.plan({ orderId: "order-2" }, careful).reasonCode).toBe("EXEC_QUOTE_KEPT");
  });

  it("grows old at an age of its own, within fifteen percent of half an hour", () => {
    const ages = [1, 2, 3, 4, 5].map((randomSeed) => {
      const bench = new PlanBench(bot, {}, { markets: [MARKET], randomSeed });
      bench.plan({ orderId: "order-1" });
      for (let seconds = 1_500; ; seconds += 1) {
        const nowMs = 1_000_000 + 1_000 * seconds;
        bench.see({ nowMs, markets: [MARKET], orders: [{ orderId: "order-1" }] });
        if (bench.plan({ orderId: "order-2" }).reasonCode === "EXEC_AMEND_OK") return seconds;
      }
    });
    expect(new Set(ages).size).toBe(5);
    for (const age of ages) {
      expect(age).toBeGreaterThanOrEqual(1_530);
      expect(age).toBeLessThanOrEqual(2_070);
    }
  });
});

describe("a quote that the market leaves behind", () => {
  it("goes on the second token, too, by that token's own book", () => {
    const bench = new PlanBench(bot, { driftUsdMax: 0.05 }, { markets: [MARKET] });
    const order = { orderId: "order-1", tokenId: "market-0-no", price: 4_800 };
    bench.plan(order);
    bench.see({ orders: [order], markets: bookAt("0.45", "0.47") });
    bench.showBook();
    expect(bench.cancels).toEqual([]);
    bench.see({ markets: bookAt("0.44", "0.46") });
    bench.showBook();
    expect(bench.cancels).toEqual([{ orderId: "order-1", reasonCode: "EXEC_QUOTE_DRIFTED" }]);
  });

  it("stays when it was meant to stand far behind", () => {
    const bench = new PlanBench(bot, { driftUsdMax: 0.05 }, { markets: [MARKET] });
    const order = { orderId: "order-1", price: 2_000 };
    bench.plan(order);
    bench.see({ orders: [order], markets: bookAt("0.55", "0.57") });
    bench.showBook();
    expect(bench.cancels).toEqual([]);
  });

  it("is forgotten when it is gone", () => {
    const bench = new PlanBench(bot, { driftUsdMax: 0.05 }, { markets: [MARKET] });
    bench.plan({ orderId: "order-1" });
    bench.update({ orderId: "order-1", status: "expired" });
    bench.see({ orders: [{ orderId: "order-1" }], markets: bookAt("0.80", "0.82") });
    bench.showBook();
    expect(bench.cancels).toEqual([]);
  });
});

describe("the gate of the halt detector", () => {
  it("counts only where it is obeyed", () => {
    const world = { markets: [MARKET], orders: [{ orderId: "order-0" }] };
    const bench = new PlanBench(bot, { isHaltGateObeyed: false }, world);
    bench.plan();
    bench.signal({ kind: "market_halt", payload: { isGateClosed: true } });
    expect(bench.cancels).toEqual([]);
    expect(bench.plan({ orderId: "order-1", side: "SELL", price: 5_300 }).reasonCode).toBe(
      "EXEC_QUOTE_PLACED",
    );
  });
});
