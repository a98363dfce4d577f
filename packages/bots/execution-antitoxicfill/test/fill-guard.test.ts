import { buildFill, PlanBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const MARKETS = [{ bids: [["0.50", 500] as const], asks: [["0.51", 500] as const] }];
const BIDS = [{ orderId: "bid" }];

function flow(vpin: number | null, buy: number, sell: number, tradeCount = 40) {
  const payload = { vpin, tradeCount, takerBuyShares: buy, takerSellShares: sell };
  return { kind: "order_flow", value: 0.1, confidence: 0.5, payload };
}
const benchWith = (parameters = {}) =>
  new PlanBench(bot, parameters, { markets: MARKETS, orders: BIDS });
const codeOf = (bench: ReturnType<typeof benchWith>, side: "BUY" | "SELL" = "BUY"): string =>
  bench.plan({ orderId: "new", side, price: side === "BUY" ? 3_900 : 5_200, approvedAtMs: 0 })
    .reasonCode;

describe("the flow", () => {
  it("that leans nowhere threatens both sides", () => {
    const bench = benchWith();
    bench.signal(flow(0.8, 500, 500));
    expect([codeOf(bench), codeOf(bench, "SELL")]).toEqual([
      "EXEC_TOXIC_FLOW_SHAPED",
      "EXEC_TOXIC_FLOW_SHAPED",
    ]);
  });

  it("before there is a VPIN warns by a one-sided tape, and does no more", () => {
    const bench = benchWith();
    bench.signal(flow(null, 0, 1_000));
    expect(codeOf(bench)).toBe("EXEC_TOXIC_FLOW_SHAPED");
    expect(bench.cancels).toEqual([]);
    const quiet = benchWith();
    quiet.signal(flow(null, 0, 1_000, 19));
    expect(codeOf(quiet)).toBe("EXEC_FLOW_CALM");
  });

  it("counts by the newest signal, for a minute", () => {
    const bench = benchWith();
    bench.signal(flow(0.2, 500, 500));
    bench.see({ nowMs: 1_060_000 });
    expect(codeOf(bench)).toBe("EXEC_FLOW_CALM");
    bench.see({ nowMs: 1_060_001 });
    expect(codeOf(bench)).toBe("EXEC_FLOW_UNKNOWN");
  });
});

describe("a sweep", () => {
  const sweep = (bench: ReturnType<typeof benchWith>, cents: readonly number[]): void => {
    for (const cent of cents) bench.trade({ takerSide: "SELL", price: 100 * cent });
  };

  it("needs more than three levels within five seconds", () => {
    const bench = benchWith();
    sweep(bench, [50, 49, 48, 48, 50]);
    bench.see({ nowMs: 1_005_000 });
    sweep(bench, [47, 46, 45]);
    expect(bench.cancels).toEqual([]);
    sweep(bench, [44]);
    expect(bench.cancels).toEqual([{ orderId: "bid", reasonCode: "EXEC_TOXIC_FLOW_PULLED" }]);
  });

  it("is none while others take the other side", () => {
    const bench = benchWith();
    bench.trade({ takerSide: "BUY", price: 5_100 });
    sweep(bench, [50, 49, 48, 47]);
    expect(bench.cancels).toEqual([]);
  });
});

describe("our own fills", () => {
  it("raise their side by a level when they lose", () => {
    const bench = benchWith();
    bench.showBook();
    bench.signal(flow(0.2, 500, 500));
    for (let count = 0; count < 10; count += 1) {
      const match = buildFill({ orderId: "bid", fillId: `fill-${count}`, timeMs: 1_000_000 });
      bench.fill(match);
    }
    bench.see({ markets: [{ bids: [["0.40", 500]], asks: [["0.41", 500]] }] });
    bench.showBook();
    expect(codeOf(bench)).toBe("EXEC_FLOW_CALM");
    bench.see({ nowMs: 1_005_000 });
    expect([codeOf(bench), codeOf(bench, "SELL")]).toEqual([
      "EXEC_TOXIC_FLOW_SHAPED",
      "EXEC_FLOW_CALM",
    ]);
  });
});

describe("a quote that is made smaller", () => {
  it("keeps every slice, and stays on the grid at the edge of it", () => {
    const bench = benchWith({ widenTicks: 5 });
    bench.signal(flow(0.8, 100, 900));
    const slice = { size: 20_000_000, isPostOnly: false, expiresAtMs: null, notBeforeMs: 5 };
    const prices = [5_000, 300];
    const slices = prices.map((price) => ({ ...slice, price, timeInForce: "GTC" as const }));
    const { plan } = bench.plan({ approvedAtMs: 0 }, { slices });
    expect(plan.slices).toMatchObject([
      { price: 4_500, size: 10_000_000, isPostOnly: true, notBeforeMs: 5 },
      { price: 100, size: 10_000_000, isPostOnly: true },
    ]);
  });
});
