import { describe, expect, it } from "vitest";
import { ask } from "./limits-run.ts";

const buy = { side: "BUY", price: 5_000, size: 50_000_000 } as const;
const sell = { ...buy, side: "SELL" } as const;

/** A token held at a cost, in another market unless it is said. */
function holding(costMicroUsd: number, marketId = "market-9", token = "yes") {
  return [{ marketId, tokenId: `${marketId}-${token}`, size: 2 * costMicroUsd, costMicroUsd }];
}

describe("portfolio guard", () => {
  it("cuts at a micro-pUSD above the trade size, not at it", () => {
    expect(ask({}, buy)).toMatchObject({
      reasonCode: "RISK_PORTFOLIO_OK",
      sizeMicroShares: 50_000_000,
    });
    expect(ask({}, buy, { tradeSizeMicroUsdMax: 24_999_999 })).toMatchObject({
      reasonCode: "RISK_TRADE_SIZE_CUT",
      sizeMicroShares: 49_990_000,
    });
  });

  it("halts everything at the loss limit, not a micro-pUSD above", () => {
    expect(ask({ ledger: { cashMicroUsd: 250_000_000 } }, buy)).toMatchObject({
      reasonCode: "RISK_DRAWDOWN_BREACH",
      tripCount: 1,
    });
    expect(ask({ ledger: { cashMicroUsd: 250_000_001 } }, buy)).toMatchObject({
      reasonCode: "RISK_PORTFOLIO_OK",
      tripCount: 0,
    });
  });

  it("counts what is in flight as equity: buying something halts nobody", () => {
    const ledger = { cashMicroUsd: 212_000_000, inFlightMicroUsd: 200_000_000 };
    expect(ask({ ledger }, buy).reasonCode).toBe("RISK_PORTFOLIO_OK");
  });

  it("names the kill switch when it was engaged before, and does not trip it again", () => {
    const halt = {
      scope: { botId: "strat.test", marketId: null },
      cause: "manual" as const,
      by: "operator",
      reasonCode: "RISK_KILL_SWITCH_ACTIVE",
      reason: "a test",
      sinceMs: 0,
    };
    expect(ask({ halts: [halt] }, buy)).toEqual({
      reasonCode: "RISK_KILL_SWITCH_ACTIVE",
      sizeMicroShares: 0,
      tripCount: 0,
    });
  });

  it("takes both tokens and open buys of the market together", () => {
    const ledger = {
      held: holding(10_000_000, "market-0", "no"),
      reservedByMarket: { "market-0": 5_000_000 },
    };
    expect(ask({ ledger }, buy)).toMatchObject({
      reasonCode: "RISK_MARKET_CUT",
      sizeMicroShares: 20_000_000,
    });
  });

  it("takes open buys off the day", () => {
    const ledger = {
      dailyVolumeMicroUsd: 24_980_000_000,
      reservedByMarket: { "market-9": 10_000_000 },
    };
    expect(ask({ ledger }, buy)).toMatchObject({
      reasonCode: "RISK_DAILY_VOLUME_CUT",
      sizeMicroShares: 20_000_000,
    });
  });

  it("refuses the token that would be one too many, and lets an addition pass", () => {
    const limit = { openPositionsMax: 1 };
    expect(ask({ ledger: { held: holding(1_000_000) } }, buy, limit).reasonCode).toBe(
      "RISK_OPEN_POSITIONS_LIMIT",
    );
    const own = { held: holding(1_000_000, "market-0") };
    expect(ask({ ledger: own }, buy, limit).reasonCode).toBe("RISK_MARKET_CUT");
    const literal = { ...limit, riskMode: "literal" };
    expect(ask({ ledger: own }, buy, literal).reasonCode).toBe("RISK_OPEN_POSITIONS_LIMIT");
  });

  it("lets a full portfolio sell, and, literally, does not", () => {
    const ledger = { held: holding(400_000_000, "market-0") };
    expect(ask({ ledger }, sell).reasonCode).toBe("RISK_PORTFOLIO_OK");
    expect(ask({ ledger }, sell, { riskMode: "literal" }).reasonCode).toBe("RISK_PORTFOLIO_LIMIT");
  });

  it("refuses a rest that is one step below the smallest order", () => {
    const left = (micro: number) => ({ reservedByMarket: { "market-0": 25_000_000 - micro } });
    expect(ask({ ledger: left(2_500_000) }, buy).sizeMicroShares).toBe(5_000_000);
    expect(ask({ ledger: left(2_499_999) }, buy).reasonCode).toBe("RISK_BELOW_MIN_SIZE");
  });

  it("counts taker fees where the limits include them, and none for an order that only rests", () => {
    const withFees = { hasFeesInLimits: true, takerFeeRate: 0.04 };
    // 50 shares at 0.50 cost 25 and a fee of 0.01 a share: 25 / 0.51 is 49.01 shares.
    expect(ask({}, buy, withFees)).toMatchObject({
      reasonCode: "RISK_TRADE_SIZE_CUT",
      sizeMicroShares: 49_010_000,
    });
    expect(ask({}, { ...buy, isPostOnly: true }, withFees).reasonCode).toBe("RISK_PORTFOLIO_OK");
  });
});
