import { describe, expect, it } from "vitest";
import {
  benchOf,
  marketOf,
  payloadOf,
  quotingBench,
  saidOf,
  termsOf,
  wordsOf,
} from "./lp-bench.ts";

const POOLS = [20, 500, 50, 200, 100] as const;

function marketsOf(pools: readonly number[]): ReturnType<typeof marketOf>[] {
  return pools.map((poolUsd) => marketOf({ terms: termsOf({ poolUsd }) }));
}

function quotedOf(bench: ReturnType<typeof benchOf>): string[] {
  return [...new Set(bench.orders.open.map(({ marketId }) => marketId))].toSorted();
}

describe("choosing markets", () => {
  it("quotes the richest pools, whichever came first", () => {
    const bench = benchOf({
      markets: marketsOf(POOLS),
      cashMicroUsd: 1_000_000_000,
      parameters: { marketsMax: 2, rankIntervalSeconds: 5 },
    });
    for (const index of POOLS.keys()) bench.frame(`market-${index}`);
    expect(bench.proposals).toEqual([]);
    expect(wordsOf(bench)).toContain("the markets are still to be compared");
    bench.advance(5_002);
    expect(quotedOf(bench)).toEqual(["market-1", "market-3"]);
    bench.advance(70_000);
    expect(payloadOf(bench, "market-3").rank).toBe(2);
    expect(bench.proposals).toHaveLength(2);
  });

  it("searches past markets that fail, and takes the next as many", () => {
    const markets = [
      marketOf({ terms: termsOf({ poolUsd: 900, sizeShares: 500 }) }),
      ...marketsOf([800]),
      marketOf({ terms: termsOf({ poolUsd: 700, days: 1 }) }),
      ...marketsOf([600, 500]),
      marketOf({ terms: termsOf({ poolUsd: 400, bandUsd: 0.005 }) }),
      ...marketsOf([300]),
    ];
    const bench = quotingBench({ markets, parameters: { marketsMax: 3, rankIntervalSeconds: 1 } });
    bench.advance(1_010);
    expect(quotedOf(bench)).toEqual(["market-1", "market-3", "market-4"]);
    expect(saidOf(bench, "market-6")).toBe("STRAT_LP_NOT_RANKED");
  });

  it("gives the place of a filled market to the next one, and takes it back after the cooldown", () => {
    const bench = quotingBench({
      markets: marketsOf([300, 200, 100]),
      parameters: { marketsMax: 2, rankIntervalSeconds: 1, perMarketUsdMax: 60 },
    });
    bench.advance(1_010);
    expect(quotedOf(bench)).toEqual(["market-0", "market-1"]);
    bench.fill(bench.orders.inMarket("market-0")[0]?.orderId ?? "");
    bench.advance(3_000);
    expect(quotedOf(bench)).toEqual(["market-1", "market-2"]);
    bench.advance(1_900_000);
    expect(quotedOf(bench)).toEqual(["market-0", "market-1"]);
    expect(wordsOf(bench, "market-2")).toContain("number 3 of 3");
  });

  it("leaves markets of equal pools where they are, however their pay moves", () => {
    const bench = quotingBench({
      markets: marketsOf([100, 100, 100, 100]),
      parameters: { marketsMax: 2, rankIntervalSeconds: 1, refreshIntervalSeconds: 5 },
    });
    bench.advance(1_010);
    const quoted = quotedOf(bench);
    for (let round = 0; round < 20; round += 1) {
      bench.advance(7_000);
      for (const index of [0, 1, 2, 3]) {
        const size = 500 + 1_000 * ((index + round) % 4);
        bench.book(
          {
            bids: [
              [0.48, size],
              [0.47, 1_000],
            ],
            asks: [
              [0.5, size],
              [0.51, 2_000],
            ],
          },
          `market-${index}`,
        );
      }
    }
    expect(quotedOf(bench)).toEqual(quoted);
    expect(bench.cancels).toEqual([]);
  });

  it("ranks by pay for the money when it is told to", () => {
    const rich = marketOf({
      terms: termsOf({ poolUsd: 1_000 }),
      book: {
        bids: [
          [0.48, 500_000],
          [0.47, 500_000],
        ],
        asks: [[0.5, 500_000]],
      },
    });
    const bench = quotingBench({
      markets: [rich, ...marketsOf([50])],
      parameters: { marketsMax: 1, rankBy: "reward_per_usd", rankIntervalSeconds: 1 },
    });
    bench.advance(1_010);
    expect(quotedOf(bench)).toEqual(["market-1"]);
  });

  it("quotes nothing with no places", () => {
    const bench = quotingBench({ parameters: { marketsMax: 0 } });
    expect(bench.proposals).toEqual([]);
    expect(saidOf(bench)).toBe("STRAT_LP_NOT_RANKED");
  });

  it("says in its health how many markets would do and how often quotes were kept", () => {
    const bench = quotingBench({ markets: marketsOf([50, 60]) });
    bench.advance(300_000);
    expect(bench.health()).toMatchObject({
      marketsEligible: 2,
      quotesPlaced: 2,
      quotesReplaced: 0,
      quotesKeptShare: 1,
      fills: 0,
      STRAT_LP_QUOTE_KEPT: 2,
    });
  });

  it("logs once a refresh where the markets stand and how their pools are spread", () => {
    const bench = quotingBench({ markets: marketsOf([5, 50, 60, 700]) });
    bench.advance(130_000);
    expect(bench.log.lines.length).toBeLessThanOrEqual(3);
    expect(bench.log.lines.at(-1)?.fields).toMatchObject({
      marketsByCode: { STRAT_LP_REWARD_TOO_SMALL: 1, STRAT_LP_QUOTE_KEPT: 3 },
      marketsByDailyPoolUsd: { "1-9": 1, "50-99": 2, "500+": 1 },
    });
  });
});
