import type { MarketDefinition } from "@polytraders/core";

/**
 * A market with a tick of 0.01 and nothing special about it. Token ids and slug follow from the
 * market id unless they are given.
 */
export function buildMarket(overrides: Partial<MarketDefinition> = {}): MarketDefinition {
  const marketId = overrides.marketId ?? "market-0";
  return {
    marketId,
    slug: `slug-of-${marketId}`,
    tokenIds: [`${marketId}-yes`, `${marketId}-no`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
    ...overrides,
  };
}

/** `count` markets, `market-0` and on, sorted by id as every source delivers them. */
export function buildMarkets(count: number): MarketDefinition[] {
  const width = String(Math.max(count - 1, 0)).length;
  return Array.from({ length: count }, (_, index) =>
    buildMarket({ marketId: `market-${String(index).padStart(width, "0")}` }),
  );
}
