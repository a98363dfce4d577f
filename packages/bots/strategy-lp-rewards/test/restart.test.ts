import { describe, expect, it } from "vitest";
import { marketOf, quotingBench, saidOf } from "./lp-bench.ts";

describe("restart", () => {
  it("takes its open orders over and keeps them", () => {
    const bench = quotingBench();
    bench.restart();
    bench.frame();
    bench.advance(300_000);
    expect(bench.cancels).toEqual([]);
    expect(bench.proposals).toHaveLength(1);
  });

  it("keeps them also before the markets are compared anew", () => {
    const bench = quotingBench({ parameters: { rankIntervalSeconds: 30 } });
    bench.advance(31_000);
    expect(bench.orders.count).toBe(1);
    bench.restart();
    bench.frame();
    expect(saidOf(bench)).toBe("STRAT_LP_NOT_RANKED");
    bench.advance(120_000);
    expect(bench.cancels).toEqual([]);
    expect(bench.proposals).toHaveLength(1);
  });

  it("leaves the orders of other strategies alone", () => {
    const bench = quotingBench({ parameters: { perMarketUsdMax: 100 } });
    const [order] = bench.orders.open;
    if (order !== undefined) {
      bench.orders.add({ ...order, orderId: "theirs", botId: "strat.maker_tight" });
    }
    bench.advance(300_000);
    expect(bench.cancels).toEqual([]);
    expect(bench.proposals).toHaveLength(1);
  });

  it("remembers the midpoint that a quote was made at", () => {
    const bench = quotingBench();
    bench.restart();
    bench.book({
      bids: [
        [0.5, 2_000],
        [0.49, 1_000],
      ],
      asks: [[0.52, 2_000]],
    });
    bench.advance(60_000);
    expect(bench.cancels).toEqual(["order-0"]);
  });

  it("keeps cooldown and side", () => {
    const bench = quotingBench({ parameters: { perMarketUsdMax: 60 } });
    bench.fill("order-0");
    bench.advance(60_000);
    bench.restart();
    bench.frame();
    bench.advance(2);
    expect(saidOf(bench)).toBe("STRAT_LP_FILL_COOLDOWN");
    bench.advance(1_700_000);
    expect(bench.proposals).toHaveLength(1);
    bench.advance(120_000);
    expect(bench.last?.intent.tokenId).toBe("market-0-no");
  });

  it("keeps waiting after a refusal", () => {
    const bench = quotingBench({
      answer: () => ({ refuse: "RISK_MARKET_LIMIT" }),
      parameters: { retrySeconds: 600 },
    });
    bench.restart();
    bench.frame();
    bench.advance(300_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("takes back orders that it has no place for", () => {
    const bench = quotingBench({ markets: [marketOf(), marketOf()] });
    const [order] = bench.orders.inMarket("market-0");
    if (order !== undefined) bench.orders.add({ ...order, orderId: "stray" });
    bench.advance(120_000);
    expect(bench.cancels).toEqual(["stray"]);
  });

  it.each([null, 7, {}, { version: 2 }, { version: 1, preferred: 5 }])(
    "starts afresh from the state %j",
    (state) => {
      const bench = quotingBench();
      bench.restart(() => state);
      bench.frame();
      bench.advance(120_000);
      expect(bench.cancels).toEqual([]);
      expect(bench.orders.count).toBe(1);
    },
  );
});
