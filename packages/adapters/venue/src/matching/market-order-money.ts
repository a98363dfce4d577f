import {
  PRICE_UNITS_PER_USD,
  notionalMicroUsd,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";

/** The most micro-shares that the money buys at a price; exact, rounded down. */
export function affordableSize(moneyMicroUsd: MicroUsd, price: PriceUnits): MicroShares {
  const rest = moneyMicroUsd % price;
  const whole = (moneyMicroUsd - rest) / price;
  return whole * PRICE_UNITS_PER_USD + Math.floor((rest * PRICE_UNITS_PER_USD) / price);
}

/**
 * What a fill takes from a budget: its notional rounded up to a whole micro-pUSD, so that a budget
 * holds however the fill's money is rounded later. Buying {@link affordableSize} spends all of it.
 */
export function budgetCost(price: PriceUnits, size: MicroShares): MicroUsd {
  return notionalMicroUsd(price, size, "up");
}
