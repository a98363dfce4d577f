import { feePerShareUsd, type FeeSchedule } from "./taker-fee.ts";

/** What a market buy is bought with. Prices in USD per share, amounts in USD. */
export interface BuyCosts {
  readonly price: number;
  readonly schedule: FeeSchedule;
  /** The builder's taker fee in basis points of notional. */
  readonly builderBps: number;
}

/**
 * The largest notional that still fits an all-in budget: `X / (1 + r (p (1 - p))^e / p + builder)`.
 * Fees come on top of a market buy's amount. Nothing is rounded.
 */
export function maxNotionalForBudget(
  budgetUsd: number,
  costs: BuyCosts,
): { readonly maxNotionalUsd: number; readonly shares: number; readonly totalUsd: number } {
  const maxNotionalUsd = budgetUsd / (1 + feeRateOfNotional(costs));
  return {
    maxNotionalUsd,
    shares: maxNotionalUsd / costs.price,
    totalUsd: maxNotionalUsd * (1 + feeRateOfNotional(costs)),
  };
}

/**
 * What Polymarket's public client makes of a market buy: it reserves the fee of the full order from the
 * balance, so it buys a little less than `maxNotionalForBudget` allows. For comparison with its orders.
 */
export function clientAdjustedBuyAmountUsd(
  amountUsd: number,
  balanceUsd: number,
  costs: BuyCosts,
): number {
  return Math.min(amountUsd, balanceUsd - amountUsd * feeRateOfNotional(costs));
}

function feeRateOfNotional({ price, schedule, builderBps }: BuyCosts): number {
  return feePerShareUsd(price, schedule) / price + builderBps / 10_000;
}
