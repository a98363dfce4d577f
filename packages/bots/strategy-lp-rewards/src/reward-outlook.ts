import {
  MICRO,
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type MarketRewardTerms,
} from "@polytraders/core";
import {
  DEFAULT_REWARD_RULES,
  rewardCompetition,
  rewardEstimate,
  rewardScore,
  type RewardOrder,
  type RewardRules,
} from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";
import type { SeenBook, TokenIndex } from "./seen-book.ts";
import type { WantedQuote } from "./wanted-quote.ts";

/** What quotes should earn a day while competition stays as it is. */
export interface RewardOutlook {
  readonly score: number;
  readonly competition: number;
  readonly sampleShare: number;
  readonly earnedUsdPerDay: number;
  readonly paidUsdPerDay: number;
  /** How close the cautious share comes to the hopeful one, 0 to 1. */
  readonly confidence: number;
  /** Cost of the buys among the quotes. */
  readonly capitalUsd: number;
}

/** Score, competition and pay of quotes in the book of the others. Source: maths.md 3.4. */
export function rewardOutlook(
  quotes: readonly WantedQuote[],
  seen: SeenBook,
  rewards: MarketRewardTerms,
  parameters: Parameters,
): RewardOutlook {
  const rules = rulesOf(rewards);
  const own = rewardScore(quotes.map(rewardOrderOf), seen.rewardMid, rules);
  const others = rewardScore(othersOrders(seen, rewards), seen.rewardMid, rules);
  const bounds = rewardCompetition(others, seen.rewardMid);
  const competition = competitionOf(bounds, parameters.competition);
  const uptime = Math.max(0, 1 - parameters.downtimeSeconds / parameters.refreshIntervalSeconds);
  const poolUsdPerDay = rewards.dailyPoolMicroUsd / MICRO;
  const estimate = rewardEstimate({ score: own.qMin, competition, poolUsdPerDay, uptime });
  const capital = quotes.reduce(
    (sum, { side, price, size }) => (side === "BUY" ? sum + notionalMicroUsd(price, size) : sum),
    0,
  );
  const total = own.qMin + bounds.most;
  return {
    score: own.qMin,
    competition,
    sampleShare: estimate.sampleShare,
    earnedUsdPerDay: estimate.earnedUsdPerDay,
    paidUsdPerDay: estimate.paidUsdPerDay,
    confidence: total > 0 ? (own.qMin + bounds.least) / total : 0,
    capitalUsd: capital / MICRO,
  };
}

function rulesOf(rewards: MarketRewardTerms): RewardRules {
  return {
    spreadCentsMax: rewards.spreadMax / 100,
    sizeSharesMin: rewards.sizeMin / MICRO,
    multiplier: rewards.multiplier,
    oneSidedDivisor: DEFAULT_REWARD_RULES.oneSidedDivisor,
  };
}

function competitionOf(
  bounds: ReturnType<typeof rewardCompetition>,
  view: Parameters["competition"],
): number {
  if (view === "least") return bounds.least;
  return view === "most" ? bounds.most : bounds.asOneMaker;
}

function rewardOrderOf({ token, side, price, size }: WantedQuote): RewardOrder {
  return {
    outcome: token === 0 ? "YES" : "NO",
    side,
    price: price / PRICE_UNITS_PER_USD,
    size: size / MICRO,
  };
}

/** The book as orders: what may be offered of one token is bid for the other. */
function othersOrders(seen: SeenBook, rewards: MarketRewardTerms): RewardOrder[] {
  return ([0, 1] as const).flatMap((token) => {
    const mid = midUnitsOf(seen, token);
    return seen.bids[token]
      .filter(({ price }) => mid - price <= rewards.spreadMax)
      .map(({ price, size }) => rewardOrderOf({ ...BID, token, price, size }));
  });
}

const BID = { side: "BUY", scoreSide: 0, sizeMin: 0, sizeMax: 0 } as const;

function midUnitsOf(seen: SeenBook, token: TokenIndex): number {
  return (token === 0 ? seen.rewardMid : 1 - seen.rewardMid) * PRICE_UNITS_PER_USD;
}
