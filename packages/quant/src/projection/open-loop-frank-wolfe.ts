import { dot, requireMarket, type PayoffVector } from "./bregman-projection.ts";
import { divergenceGradient, type DivergenceKind } from "./divergence.ts";

/**
 * Vanilla Frank-Wolfe with steps `2 / (t + 2)` from a vertex: converges slowly and stops off the mark,
 * by `1 / (2 (T + 1))` on a pair priced evenly. Kept to recognise fair values computed this way; use
 * `bregmanProjection` for real ones.
 */
export function openLoopFrankWolfe(
  prices: readonly number[],
  outcomes: readonly PayoffVector[],
  start: readonly number[],
  stepCount: number,
  kind: DivergenceKind = "kl",
): readonly number[] {
  requireMarket(prices, outcomes);
  let values = start;
  for (let step = 0; step < stepCount; step += 1) {
    const gradient = divergenceGradient(kind, values, prices);
    const slopes = outcomes.map((payoff) => dot(gradient, payoff));
    const target = outcomes[slopes.indexOf(Math.min(...slopes))] ?? [];
    const share = 2 / (step + 2);
    values = values.map((value, index) => (1 - share) * value + share * (target[index] ?? NaN));
  }
  return values;
}
