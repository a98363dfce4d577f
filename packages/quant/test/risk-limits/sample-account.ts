import type { RiskLimits, RiskState } from "../../src/risk-limits/risk-limits.ts";

/** USD or shares as micro-units. */
export const micro = (amount: number): number => Math.round(amount * 1e6);

/** Limits of the guide's live account. */
export const LIMITS: RiskLimits = {
  startingBalanceMicroUsd: micro(500),
  drawdownMicroUsdMax: micro(250),
  tradeSizeMicroUsdMax: micro(50),
  perMarketMicroUsdMax: micro(50),
  portfolioMicroUsdMax: micro(200),
  openPositionsMax: 15,
  dailyVolumeMicroUsdMax: micro(25_000),
  orderSizeMicroSharesMin: micro(5),
  mode: "standard",
};

/** An account that has done nothing yet. */
export const FRESH: RiskState = {
  equityMicroUsd: micro(412),
  dailyVolumeMicroUsd: 0,
  isHalted: false,
  totalMicroUsd: 0,
  marketMicroUsd: 0,
  reservedMicroUsd: 0,
  openPositions: 0,
  holdsToken: false,
};
