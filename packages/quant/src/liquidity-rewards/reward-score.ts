/** A resting order that may earn liquidity rewards. */
export interface RewardOrder {
  readonly outcome: "YES" | "NO";
  readonly side: "BUY" | "SELL";
  /** USD per share of its own token. */
  readonly price: number;
  /** Shares. */
  readonly size: number;
}

/** What a market's reward programme asks for. */
export interface RewardRules {
  /** Farthest distance from the midpoint that scores, in cents. */
  readonly spreadCentsMax: number;
  /** Smallest order that scores, in shares. */
  readonly sizeSharesMin: number;
  /** In-game multiplier `b`; 1 unless the market states one. */
  readonly multiplier: number;
  /** What one-sided quoting is divided by; 3 in the published formula. */
  readonly oneSidedDivisor: number;
}

/** One maker's score at one sample. */
export interface RewardScore {
  /** Score times size of each order, in the order given. */
  readonly orderScores: readonly number[];
  /** Bids on YES and asks on NO. */
  readonly qOne: number;
  /** Asks on YES and bids on NO. */
  readonly qTwo: number;
  readonly qMin: number;
}

/** Published rules without an in-game multiplier. */
export const DEFAULT_REWARD_RULES: Pick<RewardRules, "multiplier" | "oneSidedDivisor"> = {
  multiplier: 1,
  oneSidedDivisor: 3,
};

const ROUNDING = 1e-9;

/**
 * Score per share of an order at a distance from the midpoint: `((v - s) / v)^2 b`, 0 beyond `v`
 * (Polymarket's published liquidity-reward formula). Distances in cents.
 */
export function rewardScorePerShare(
  spreadCents: number,
  rules: Pick<RewardRules, "spreadCentsMax" | "multiplier">,
): number {
  if (spreadCents > rules.spreadCentsMax + ROUNDING) return 0;
  const closeness = Math.max(0, rules.spreadCentsMax - spreadCents) / rules.spreadCentsMax;
  return closeness ** 2 * rules.multiplier;
}

/**
 * One maker's score: `min(qOne, qTwo)`, or the larger one over the divisor when that is more and the
 * midpoint lies in [0.10, 0.90]. Outside that range only two-sided quoting scores.
 *
 * @param mid - size-cutoff-adjusted midpoint of YES, in USD per share
 */
export function rewardScore(
  orders: readonly RewardOrder[],
  mid: number,
  rules: RewardRules,
): RewardScore {
  let qOne = 0;
  let qTwo = 0;
  const orderScores = orders.map(({ outcome, side, price, size }) => {
    const ownMid = outcome === "YES" ? mid : 1 - mid;
    const isLarge = size >= rules.sizeSharesMin - ROUNDING;
    const perShare = rewardScorePerShare(Math.abs(price - ownMid) * 100, rules);
    const score = isLarge ? perShare * size : 0;
    if ((outcome === "YES") === (side === "BUY")) qOne += score;
    else qTwo += score;
    return score;
  });
  return { orderScores, qOne, qTwo, qMin: twoSidedScore(qOne, qTwo, mid, rules.oneSidedDivisor) };
}

function twoSidedScore(qOne: number, qTwo: number, mid: number, divisor: number): number {
  const both = Math.min(qOne, qTwo);
  const allowsOneSided = mid >= 0.1 - 1e-12 && mid <= 0.9 + 1e-12;
  return allowsOneSided ? Math.max(both, Math.max(qOne, qTwo) / divisor) : both;
}
