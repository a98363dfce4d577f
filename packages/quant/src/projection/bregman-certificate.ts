import { bregmanProjection, dot, requireMarket, type PayoffVector } from "./bregman-projection.ts";
import { divergenceGradient, divergenceOf, type DivergenceKind } from "./divergence.ts";

/** What candidate fair values are worth against a cost-function maker, per unit of its liquidity. */
export interface BregmanCertificate {
  readonly divergence: number;
  /** Frank-Wolfe gap `max over outcomes of gradient . (values - payoff)`. */
  readonly gap: number;
  /** Profit of the worst outcome: divergence less gap. */
  readonly profitMin: number;
  /** Divergence of the exact projection: the most any trade can guarantee. */
  readonly divergenceOptimal: number;
  /** True when the gap is at most the share of the divergence that may be lost. */
  readonly isAccepted: boolean;
}

/**
 * Certifies an approximate projection (Kroer, Dudik, Lahaie, Balakrishnan 2016): trading to `values`
 * earns at least divergence less gap. It is accepted when that is at least `shareMin` of the divergence.
 */
export function bregmanCertificate(
  prices: readonly number[],
  values: readonly number[],
  outcomes: readonly PayoffVector[],
  kind: DivergenceKind = "binary_entropy",
  shareMin = 0.9,
): BregmanCertificate {
  requireMarket(prices, outcomes);
  const divergence = divergenceOf(kind, values, prices);
  const gradient = divergenceGradient(kind, values, prices);
  const worst = Math.min(...outcomes.map((payoff) => dot(gradient, payoff)));
  const gap = dot(gradient, values) - worst;
  return {
    divergence,
    gap,
    profitMin: divergence - gap,
    divergenceOptimal: bregmanProjection(prices, outcomes, kind).divergence,
    isAccepted: gap <= (1 - shareMin) * divergence,
  };
}
