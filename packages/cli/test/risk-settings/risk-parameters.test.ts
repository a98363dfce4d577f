import { describe, expect, it } from "vitest";
import { haltEquityMicroUsd, RISK_PARAMETER_LIST } from "../../src/risk-settings/risk-settings.ts";
import { resolveRiskSettings } from "../../src/risk-settings/resolve-risk-settings.ts";
import { riskParametersPage } from "./risk-parameters-page.ts";

/** What the guide's parameter table and appendices give as defaults, in its own words. */
const GUIDE = {
  PM_STARTING_BALANCE_USD: "500",
  PM_MAX_DRAWDOWN_USD: "250",
  PM_MAX_TRADE_SIZE_USD: "25",
  PM_MAX_PER_MARKET_USD: "25",
  PM_MAX_PORTFOLIO_EXPOSURE_USD: "400",
  PM_MAX_OPEN_POSITIONS: "15",
  PM_DAILY_VOLUME_CAP_USD: "25000",
  PM_LP_ORDER_SIZE_USD: "25",
  PM_LP_MAX_MARKETS: "10",
  PM_LP_REFRESH_INTERVAL_SEC: "60",
  PM_LP_MIN_DAILY_REWARD: "10",
  PM_LP_MAX_DAYS_TO_RESOLVE: "180",
  PM_TIMING_JITTER_PCT: "0.15",
  PM_SIZE_JITTER_PCT: "0.1",
  PM_LP_MIN_BEST_BID: "0.02",
  PM_LP_MIN_VOLUME_24H: "5000",
  PM_LP_MIN_LIQUIDITY: "1000",
  PM_LP_MAX_SPREAD: "0.15",
  PM_DRY_RUN: "false",
  PM_ENABLE_LIQUIDITY: "true",
  PM_ENABLE_ARBITRAGE: "false",
  PM_ENABLE_COPY_TRADING: "false",
  PM_ENABLE_SYNTH_EDGE: "false",
  // Appendix B, where the guide has no names.
  PM_EXIT_LOSS_PCT: "0.5",
  PM_FILL_COOLDOWN_SEC: "1800",
  PM_LP_MIN_DAYS_TO_RESOLVE: "3",
  PM_LP_MIN_MIDPOINT: "0.1",
  PM_LP_MAX_MIDPOINT: "0.9",
  PM_LP_SMART_REFRESH_USD: "0.02",
  PM_EXIT_PRICE_PCT: "0.5",
  PM_MIN_SELL_SHARES: "1",
  PM_DRAWDOWN_WARN_PCT: "0.8",
};

describe("the table of risk parameters", () => {
  it("has everything that the guide names, with the guide's defaults", () => {
    const defaults = Object.fromEntries(
      RISK_PARAMETER_LIST.map(([, { name, standard }]) => [name, standard]),
    );
    expect(defaults).toMatchObject(GUIDE);
  });

  it("has defaults that its own kinds allow, and no name twice", () => {
    const names = RISK_PARAMETER_LIST.map(([, { name }]) => name);
    expect(new Set(names).size).toBe(names.length);
    const refused = RISK_PARAMETER_LIST.filter(
      ([, { kind, standard }]) => kind.read(standard) === undefined,
    );
    expect(refused).toEqual([]);
  });

  it("gives money, sizes and prices as integers and fractions as fractions", () => {
    const { settings } = resolveRiskSettings([]);
    expect(settings).toMatchObject({
      tradeSizeMicroUsdMax: 25_000_000,
      orderSizeMicroSharesMin: 5_000_000,
      lpMidpointMax: 9_000,
      lpRefreshIntervalMs: 60_000,
      lpDaysToResolveMin: 3,
      timingJitterShare: 0.15,
      isDryRun: false,
      riskMode: "standard",
    });
    expect(haltEquityMicroUsd(settings)).toBe(250_000_000);
  });

  it("is what its page says", async () => {
    await expect(riskParametersPage()).toMatchFileSnapshot("../../../../docs/risk-parameters.md");
  });
});
