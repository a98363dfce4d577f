import { DEFAULT_REWARD_RULES, type RewardScore } from "./reward-score.ts";

/** What the scores of all other makers may add up to. */
export interface RewardCompetition {
  readonly least: number;
  /** If one maker owned every order. */
  readonly asOneMaker: number;
  readonly most: number;
}

/**
 * Bounds of the competition that a book shows. A book does not say whose its orders are, and a maker's
 * score depends on how he spreads his over the two sides: the total is least when everybody leans to
 * one side by the divisor, and most when what can be paired is paired and the rest is one-sided. Both
 * bounds can be reached, so the truth lies anywhere between.
 *
 * @param book - the two sides' points over all orders of others, and their score as one maker's
 * @param mid - decides whether one-sided quoting scores at all (maths.md 3.4)
 */
export function rewardCompetition(
  { qOne, qTwo, qMin }: Pick<RewardScore, "qOne" | "qTwo" | "qMin">,
  mid: number,
  oneSidedDivisor: number = DEFAULT_REWARD_RULES.oneSidedDivisor,
): RewardCompetition {
  const less = Math.min(qOne, qTwo);
  const more = Math.max(qOne, qTwo);
  const allowsOneSided = mid >= 0.1 - 1e-12 && mid <= 0.9 + 1e-12;
  if (!allowsOneSided) return { least: 0, asOneMaker: qMin, most: less };
  return {
    least: Math.max((qOne + qTwo) / (oneSidedDivisor + 1), more / oneSidedDivisor),
    asOneMaker: qMin,
    most: less + (more - less) / oneSidedDivisor,
  };
}
