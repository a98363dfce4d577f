import { divergenceGradient, divergenceOf, type DivergenceKind } from "./divergence.ts";

/** Payoffs of the tokens in one possible outcome, each in [0, 1]. */
export type PayoffVector = readonly number[];

/** Arbitrage-free fair values nearest to market prices. */
export interface BregmanProjection {
  readonly fairValues: readonly number[];
  /** Divergence of the fair values from the prices: ranks mispricing, and is not money. */
  readonly divergence: number;
  /** Frank-Wolfe gap: how far the divergence may still be above its minimum. */
  readonly gap: number;
  /** `|fair - price|`, in USD per share. */
  readonly driftAbsolute: readonly number[];
  /** `|fair - price| / price`. */
  readonly driftRelative: readonly number[];
}

/** The gap at which drift may be reported. */
const GAP_MAX = 1e-13;
const ITERATIONS_MAX = 20_000;

/**
 * Projects prices onto the set of prices that admit no arbitrage, the convex hull of the payoffs
 * (Dudik, Lahaie, Pennock 2012): pairwise Frank-Wolfe with exact line search, which converges linearly
 * on a polytope (Lacoste-Julien, Jaggi 2015). For up to some thousands of outcomes.
 *
 * @param prices - in (0, 1), one per token
 * @param outcomes - every possible outcome, void states included where the rules allow them
 * @throws RangeError for prices outside (0, 1) or payoffs of another length
 */
export function bregmanProjection(
  prices: readonly number[],
  outcomes: readonly PayoffVector[],
  kind: DivergenceKind = "binary_entropy",
): BregmanProjection {
  requireMarket(prices, outcomes);
  const weights = outcomes.map(() => 1 / outcomes.length);
  let values = mixOf(outcomes, weights);
  let gap = Infinity;
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const gradient = divergenceGradient(kind, values, prices);
    const { toward, away } = extremesOf(outcomes, weights, gradient);
    gap = dot(gradient, values) - dot(gradient, outcomes[toward] ?? []);
    const available = weights[away] ?? 0;
    if (gap <= GAP_MAX || toward === away) break;
    const direction = difference(outcomes[toward] ?? [], outcomes[away] ?? []);
    const step = lineSearch(kind, values, prices, direction, available);
    if (step === 0) break;
    weights[toward] = (weights[toward] ?? 0) + step;
    weights[away] = step === available ? 0 : available - step;
    values = mixOf(outcomes, weights);
  }
  const driftAbsolute = values.map((value, index) => Math.abs(value - (prices[index] ?? NaN)));
  return {
    fairValues: values,
    divergence: divergenceOf(kind, values, prices),
    gap: Math.max(0, gap),
    driftAbsolute,
    driftRelative: driftAbsolute.map((drift, index) => drift / (prices[index] ?? NaN)),
  };
}

/** Refuses a market the projection is not defined for. */
export function requireMarket(prices: readonly number[], outcomes: readonly PayoffVector[]): void {
  if (outcomes.length === 0) throw new RangeError("outcomes: need at least one");
  if (!prices.every((price) => price > 0 && price < 1)) {
    throw new RangeError(`prices must lie in (0, 1), found ${prices.join(", ")}`);
  }
  if (!outcomes.every(({ length }) => length === prices.length)) {
    throw new RangeError("outcomes: each needs one payoff per price");
  }
}

/** Inner product of two vectors of equal length. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? NaN), 0);
}

function difference(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, index) => value - (right[index] ?? NaN));
}

function mixOf(outcomes: readonly PayoffVector[], weights: readonly number[]): number[] {
  const [first = []] = outcomes;
  return first.map((_, token) =>
    outcomes.reduce((sum, payoff, index) => sum + (payoff[token] ?? 0) * (weights[index] ?? 0), 0),
  );
}

/** The outcome the gradient favours, and the weighted one it favours least. */
function extremesOf(
  outcomes: readonly PayoffVector[],
  weights: readonly number[],
  gradient: readonly number[],
): { readonly toward: number; readonly away: number } {
  let toward = 0;
  let away = 0;
  let least = Infinity;
  let most = -Infinity;
  outcomes.forEach((payoff, index) => {
    const slope = dot(gradient, payoff);
    if (slope < least) [least, toward] = [slope, index];
    if ((weights[index] ?? 0) > 0 && slope > most) [most, away] = [slope, index];
  });
  return { toward, away };
}

/** Bisects the slope of the divergence along a direction, up to the weight that can be moved. */
function lineSearch(
  kind: DivergenceKind,
  values: readonly number[],
  prices: readonly number[],
  direction: readonly number[],
  stepMax: number,
): number {
  const slopeAt = (step: number): number => {
    const moved = values.map((value, index) => value + step * (direction[index] ?? 0));
    return dot(divergenceGradient(kind, moved, prices), direction);
  };
  if (slopeAt(stepMax) <= 0) return stepMax;
  let low = 0;
  let high = stepMax;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return low;
    if (slopeAt(middle) < 0) low = middle;
    else high = middle;
  }
}
