import type { MarketDefinition } from "@polytraders/core";
import { expect, test } from "vitest";
import { unknownMarkets, withTerms } from "../../src/trading/market-terms-of.ts";

const market: MarketDefinition = {
  marketId: "553402",
  slug: "rain-tomorrow",
  tokenIds: ["1", "2"],
  outcomes: ["Yes", "No"],
  tickSize: 100,
  minimumOrderSize: 5_000_000,
  isNegRisk: false,
};
const rewards = { dailyPoolUsd: 12.345678, spreadCentsMax: 3.5, sizeSharesMin: 20 };

test("a market of which nothing is known is charged the usual fees and pays no rewards", () => {
  expect(withTerms(market, {}).terms).toEqual({
    fees: { rate: 0.05, exponent: 1, rebateShare: 0.25 },
    rewards: null,
    endAtMs: null,
    gameStartAtMs: null,
    tags: [],
  });
});

test("what is said of every market is overridden by what is said of one, field by field", () => {
  const everyMarket = { rewards, tags: ["sports"] };
  const own = { fees: { rate: 0, exponent: 1, rebateShare: 0 }, endAt: "2026-02-01T00:00:00Z" };
  for (const name of [market.marketId, market.slug]) {
    expect(withTerms(market, { everyMarket, markets: { [name]: own } }).terms).toEqual({
      fees: own.fees,
      rewards: {
        dailyPoolMicroUsd: 12_345_678,
        spreadMax: 350,
        sizeMin: 20_000_000,
        multiplier: 1,
      },
      endAtMs: Date.parse(own.endAt),
      gameStartAtMs: null,
      tags: ["sports"],
    });
  }
});

test("a programme can be taken away", () => {
  const markets = { [market.slug]: { rewards: null } };
  expect(withTerms(market, { everyMarket: { rewards }, markets }).terms?.rewards).toBeNull();
});

test("names that no market has are told", () => {
  const markets = { [market.slug]: {}, nowhere: {} };
  expect(unknownMarkets({ markets }, [market])).toEqual(["nowhere"]);
});
