import { feePerShareUsd, type FeeSchedule } from "../fees/taker-fee.ts";

/** What the bettor has: money and shares of both outcomes of the same condition. */
export interface Wealth {
  readonly cashUsd: number;
  readonly yesShares: number;
  readonly noShares: number;
}

/** Limits on a sized order, applied in this order; leave out what does not apply. */
export interface SizeCaps {
  /** Largest share of cash to spend. */
  readonly cashFractionMax?: number | undefined;
  readonly usdMax?: number | undefined;
  /** Shares displayed inside the limit. */
  readonly depthShares?: number | undefined;
}

/** The cap that shrank a size. */
export type BindingCap = "cash_fraction" | "usd" | "depth" | "cash";

export interface KellySize {
  /** All-in cost per share, in USD. */
  readonly unitCost: number;
  /** Share of cash that full Kelly spends. */
  readonly fullFraction: number;
  readonly fullShares: number;
  /** Shares after the Kelly fraction and the caps. */
  readonly shares: number;
  readonly stakeUsd: number;
  /** Believed probability less unit cost. */
  readonly edgePerShare: number;
  readonly bindingCaps: readonly BindingCap[];
}

/** All-in cost of buying one share, in USD: price, taker fee and builder fee. */
export function unitCostUsd(price: number, schedule: FeeSchedule, builderBps: number): number {
  return price + feePerShareUsd(price, schedule) + (builderBps / 10_000) * price;
}

/**
 * Shares of YES that maximise expected log wealth at one price, given what is held, never negative:
 * `[p(1-c)(W+n) - (1-p)c(W+y)] / [c(1-c)]` (Kelly 1956, with holdings).
 *
 * @param probability - believed probability of YES
 * @param unitCost - all-in cost per share, in USD
 */
export function kellyShares(probability: number, unitCost: number, wealth: Wealth): number {
  const { cashUsd, yesShares, noShares } = wealth;
  if (unitCost <= 0 || unitCost >= 1) return 0;
  const gain = probability * (1 - unitCost) * (cashUsd + noShares);
  const loss = (1 - probability) * unitCost * (cashUsd + yesShares);
  return Math.max(0, (gain - loss) / (unitCost * (1 - unitCost)));
}

/**
 * The size to buy at one price: a fraction of full Kelly, then the caps. Kelly with a probability of 1
 * stakes everything, so an arbitrage must be sized by depth and not by this.
 *
 * @param kellyFraction - part of full Kelly taken, in [0, 1]
 */
export function kellyBinary(bet: {
  readonly probability: number;
  readonly unitCost: number;
  readonly wealth: Wealth;
  readonly kellyFraction: number;
  readonly caps: SizeCaps;
}): KellySize {
  const { probability, unitCost, wealth, caps } = bet;
  const fullShares = kellyShares(probability, unitCost, wealth);
  const bindingCaps: BindingCap[] = [];
  let shares = fullShares * bet.kellyFraction;
  const cap = (name: BindingCap, sharesMax: number | undefined): void => {
    if (sharesMax === undefined || shares <= sharesMax + 1e-12) return;
    shares = sharesMax;
    bindingCaps.push(name);
  };
  const { cashFractionMax, usdMax, depthShares } = caps;
  if (cashFractionMax !== undefined) {
    cap("cash_fraction", (cashFractionMax * wealth.cashUsd) / unitCost);
  }
  if (usdMax !== undefined) cap("usd", usdMax / unitCost);
  cap("depth", depthShares);
  cap("cash", wealth.cashUsd / unitCost);
  return {
    unitCost,
    fullFraction: wealth.cashUsd > 0 ? (fullShares * unitCost) / wealth.cashUsd : 0,
    fullShares,
    shares,
    stakeUsd: shares * unitCost,
    edgePerShare: probability - unitCost,
    bindingCaps,
  };
}
