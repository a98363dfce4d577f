/** Kelly over outcomes of which at most one happens. */
export interface KellyExclusive {
  /** Indexes of the outcomes bought, ascending. */
  readonly active: readonly number[];
  /** What an outcome's belief must exceed per USD of cost to be bought; 0 for an arbitrage. */
  readonly reserveRate: number;
  /** Share of cash spent on each outcome. */
  readonly fractions: readonly number[];
  readonly totalFraction: number;
}

/**
 * Best simultaneous bets on mutually exclusive outcomes: take outcomes by belief over cost while that
 * exceeds the reserve rate `R = (1 - sum p) / (1 - sum c)`; each gets `p - c R` (Smoczynski, Tomkins 2010).
 *
 * @param probabilities - beliefs, summing to at most 1
 * @param unitCosts - all-in cost per share of each, in USD
 */
export function kellyExclusive(
  probabilities: readonly number[],
  unitCosts: readonly number[],
): KellyExclusive {
  const outcomes = probabilities
    .map((probability, index) => ({ index, probability, unitCost: unitCosts[index] ?? 1 }))
    .toSorted((a, b) => b.probability / b.unitCost - a.probability / a.unitCost);
  const active: number[] = [];
  let reserveRate = 1;
  let unbacked = 1;
  let unspent = 1;
  for (const { index, probability, unitCost } of outcomes) {
    if (probability / unitCost <= reserveRate || unspent - unitCost <= 1e-12) break;
    active.push(index);
    unbacked -= probability;
    unspent -= unitCost;
    reserveRate = Math.max(0, unbacked / unspent);
  }
  const isActive = new Set(active);
  const fractions = probabilities.map((probability, index) =>
    isActive.has(index) ? Math.max(0, probability - (unitCosts[index] ?? 1) * reserveRate) : 0,
  );
  return {
    active: active.toSorted((a, b) => a - b),
    reserveRate,
    fractions,
    totalFraction: fractions.reduce((total, fraction) => total + fraction, 0),
  };
}
