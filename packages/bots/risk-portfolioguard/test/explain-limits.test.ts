import { GuardBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

function explained(ledger: object, size = 50_000_000, parameters = {}): string {
  const bench = new GuardBench(bot, parameters, { ledger });
  return bench.explain(bench.vote({ price: 5_000, size }));
}

describe("in plain words", () => {
  it("names what was left and the limit", () => {
    expect(explained({ reservedByMarket: { "market-0": 15_000_000 } })).toBe(
      "cut the order to 10 pUSD: 25 pUSD may be spent in one market, both tokens and open buys together.",
    );
    expect(explained({ reservedByMarket: { "market-9": 400_000_000 } })).toBe(
      "refused: 400 pUSD may be spent in all markets, open buys included.",
    );
    expect(explained({ dailyVolumeMicroUsd: 25_000_000_000 })).toBe(
      "refused: 25000 pUSD may be traded in a day (UTC), open buys included.",
    );
    expect(explained({ cashMicroUsd: 0 })).toBe(
      "refused, and halted all trading: of 500 pUSD at the start, 250 pUSD or more are lost.",
    );
    expect(explained({}, 60_000_000)).toBe(
      "cut the order to 25 pUSD: one order may be worth 25 pUSD.",
    );
    expect(explained({}, 60_000_000, { openPositionsMax: 0 })).toBe(
      "refused: 0 tokens may be held at once.",
    );
    expect(explained({}, 10_000_000, { tradeSizeMicroUsdMax: 1 })).toBe(
      "refused: what the limits leave is smaller than the smallest order of the market.",
    );
    expect(explained({ dailyVolumeMicroUsd: Number.NaN })).toBe(
      "refused: a figure of the account or the order is not known, so no limit can be said to hold.",
    );
    expect(explained({})).toBe("let it pass: the order keeps every limit.");
  });
});
