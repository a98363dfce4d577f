import { dot, requireMarket, type PayoffVector } from "./bregman-projection.ts";
import { divergenceOf } from "./divergence.ts";

/** Moving independent binary LMSR makers to arbitrage-free prices. */
export interface LmsrArbitrage {
  /** Shares of each token to buy; negative to sell. */
  readonly shares: readonly number[];
  readonly costUsd: number;
  /** Payoff of the worst outcome. */
  readonly payoffMinUsd: number;
  /** Profit of the worst outcome; with exact fair values it is liquidity times divergence. */
  readonly profitMinUsd: number;
  readonly liquidityTimesDivergence: number;
}

/**
 * The trade that moves each maker of liquidity `b` from its price to its fair value: `b (logit fair -
 * logit price)` shares, for `b ln((1 - price) / (1 - fair))` USD (Hanson's logarithmic market scoring
 * rule).
 */
export function lmsrArbitrage(
  prices: readonly number[],
  fairValues: readonly number[],
  liquidity: number,
  outcomes: readonly PayoffVector[],
): LmsrArbitrage {
  requireMarket(prices, outcomes);
  let costUsd = 0;
  const shares = prices.map((price, index) => {
    const fair = fairValues[index] ?? NaN;
    costUsd += liquidity * Math.log((1 - price) / (1 - fair));
    return liquidity * (Math.log(fair / (1 - fair)) - Math.log(price / (1 - price)));
  });
  const payoffMinUsd = Math.min(...outcomes.map((payoff) => dot(shares, payoff)));
  return {
    shares,
    costUsd,
    payoffMinUsd,
    profitMinUsd: payoffMinUsd - costUsd,
    liquidityTimesDivergence: liquidity * divergenceOf("binary_entropy", fairValues, prices),
  };
}
