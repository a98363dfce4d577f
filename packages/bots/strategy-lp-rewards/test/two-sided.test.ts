import type { BenchLevels } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import {
  benchOf,
  marketOf,
  quotingBench,
  payloadOf,
  saidOf,
  termsOf,
  wordsOf,
} from "./lp-bench.ts";

const TWO = { sides: "two", perMarketUsdMax: 100, inventoryUsdMax: 100, tradeUsdMax: 100 } as const;

function ordersOf(bench: ReturnType<typeof benchOf>): unknown[] {
  return bench.proposals.map(({ intent }) => [intent.side, intent.tokenId, intent.price]);
}

/** A book around a midpoint, both sides a cent or a tick apart. */
function around(mid: number, step: number): BenchLevels {
  const at = (price: number): number => Math.round(price * 10_000) / 10_000;
  return {
    bids: [
      [at(mid - step), 5_000],
      [at(mid - 2 * step), 5_000],
    ],
    asks: [
      [at(mid + step), 5_000],
      [at(mid + 2 * step), 5_000],
    ],
  };
}

describe("two-sided quoting", () => {
  it("bids on both tokens with as many shares, and three times the score for twice the money", () => {
    const two = quotingBench({ parameters: TWO });
    expect(ordersOf(two)).toEqual([
      ["BUY", "market-0-yes", 4_700],
      ["BUY", "market-0-no", 4_900],
    ]);
    const [yes, no] = two.proposals;
    expect(yes?.intent.size).toBe(no?.intent.size);
    const one = payloadOf(quotingBench());
    const both = payloadOf(two);
    const perShare = (payload: typeof one): number =>
      (payload.score ?? 0) / (payload.quotes[0]?.sizeShares ?? 1);
    expect(perShare(both) / perShare(one)).toBeCloseTo(3, 9);
  });

  it.each([0.05, 0.95])("quotes a midpoint of %f, where one side scores nothing", (mid) => {
    const markets = [
      marketOf({
        tickSize: 10,
        book: around(mid, 0.005),
        terms: termsOf({ bandUsd: 0.02, sizeShares: 20 }),
      }),
    ];
    expect(saidOf(quotingBench({ markets }))).toBe("STRAT_LP_MIDPOINT_OUT_OF_RANGE");
    const bench = quotingBench({ markets, parameters: TWO });
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTING");
    expect(bench.proposals).toHaveLength(2);
    expect(payloadOf(bench).score).toBeGreaterThan(0);
  });

  it("quotes nothing out there when one side cannot be had", () => {
    const markets = [
      marketOf({
        tickSize: 10,
        book: around(0.05, 0.005),
        terms: termsOf({ bandUsd: 0.02, sizeShares: 20 }),
      }),
    ];
    const bench = quotingBench({ markets, parameters: { ...TWO, perMarketUsdMax: 15 } });
    expect(bench.proposals).toEqual([]);
    expect(saidOf(bench)).toBe("STRAT_LP_TWO_SIDED_REQUIRED");
  });

  it("falls back to one side where that still scores, and says which is left out", () => {
    const bench = quotingBench({ parameters: { ...TWO, perMarketUsdMax: 30 } });
    expect(bench.proposals).toHaveLength(1);
    expect(wordsOf(bench)).toContain(
      "The other side is left out: the smallest rewarded order costs 48",
    );
  });

  it("offers what it holds instead of bidding for the other token", () => {
    const bench = quotingBench({ parameters: { ...TWO, skewTicksMax: 0 } });
    bench.fill("order-0");
    expect(bench.cancels).toEqual(["order-1"]);
    bench.advance(1_900_000);
    expect(ordersOf(bench).slice(2)).toEqual([
      ["BUY", "market-0-yes", 4_700],
      ["SELL", "market-0-yes", 5_100],
    ]);
    const ask = bench.last?.intent;
    expect(ask).toMatchObject({ isReduceOnly: true, reasonCode: "STRAT_LP_ASK_PLACED" });
    expect(wordsOf(bench)).toMatch(/an offer of .* YES at 0\.51/);
  });

  it("bids for the other token where an offer would be too large an order", () => {
    const bench = quotingBench({ parameters: { ...TWO, skewTicksMax: 0, tradeUsdMax: 25 } });
    bench.fill("order-0");
    bench.advance(1_900_000);
    // 50 shares at 0.51 are more than 25 USD.
    expect(ordersOf(bench).slice(2)).toEqual([
      ["BUY", "market-0-yes", 4_700],
      ["BUY", "market-0-no", 4_900],
    ]);
  });

  it("leans its prices against what it holds", () => {
    const pricesAt = (shares: number): (number | undefined)[] => {
      const bench = benchOf({
        markets: [marketOf({ book: around(0.5, 0.02), terms: termsOf({ bandUsd: 0.1 }) })],
        parameters: { ...TWO, skewTicksMax: 3 },
      });
      if (shares > 0) bench.account.hold("market-0", "market-0-yes", shares * 1e6, shares * 4e5);
      bench.frame();
      bench.advance(2);
      return bench.proposals.map(({ intent }) => intent.price);
    };
    // Flat, a third, two thirds of 100 USD.
    expect(pricesAt(0)).toEqual([4_600, 4_600]);
    expect(pricesAt(68)).toEqual([4_500, 5_300]);
    expect(pricesAt(134)).toEqual([4_400, 5_200]);
  });

  it("stops buying a side that is full and goes on selling it", () => {
    const bench = benchOf({ parameters: { ...TWO, perMarketUsdMax: 1_000, inventoryUsdMax: 50 } });
    bench.account.hold("market-0", "market-0-yes", 100_000_000, 48_000_000);
    bench.frame();
    bench.advance(2);
    expect(ordersOf(bench)).toEqual([["SELL", "market-0-yes", 5_000]]);
    expect(wordsOf(bench)).toContain("of 50 USD that may be held on one side");
  });

  it("does the same when it holds the other token", () => {
    const bench = benchOf({ parameters: { ...TWO, perMarketUsdMax: 1_000, inventoryUsdMax: 50 } });
    bench.account.hold("market-0", "market-0-no", 98_000_000, 49_000_000);
    bench.frame();
    bench.advance(2);
    expect(ordersOf(bench)).toEqual([["SELL", "market-0-no", 5_200]]);
  });

  it("keeps an offer although its shares are promised by then", () => {
    const bench = quotingBench({ parameters: TWO });
    bench.fill("order-0");
    bench.advance(1_900_000);
    const { length } = bench.proposals;
    expect(bench.last?.intent.side).toBe("SELL");
    bench.advance(600_000);
    expect(bench.proposals).toHaveLength(length);
    expect(bench.orders.open.map(({ side }) => side)).toContain("SELL");
  });

  it("gives up a full side that it cannot sell either", () => {
    const bench = benchOf({ parameters: { ...TWO, perMarketUsdMax: 1_000, inventoryUsdMax: 10 } });
    bench.account.hold("market-0", "market-0-yes", 40_000_000, 18_000_000);
    bench.frame();
    bench.advance(2);
    // 40 shares are less than the programme asks for: no offer, and no room for more.
    expect(bench.proposals.every(({ intent }) => intent.tokenId === "market-0-no")).toBe(true);
  });
});
