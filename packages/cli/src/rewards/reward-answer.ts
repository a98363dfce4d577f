import { PolytradersError, PRICE_UNITS_PER_USD } from "@polytraders/core";
import {
  adjustedMid,
  DEFAULT_REWARD_RULES,
  rewardCompetition,
  rewardEstimate,
  rewardScore,
  type BookLevel,
  type RewardCompetition,
  type RewardEstimate,
  type RewardOrder,
  type RewardRules,
  type RewardScore,
} from "@polytraders/quant";
import type { EstimateOptions } from "./estimate-options.ts";
import type { KnownBook } from "./known-book.ts";

/** Everything that `rewards estimate` found. Prices in USD per share, distances in cents. */
export interface RewardAnswer {
  readonly mid: number;
  readonly rules: RewardRules;
  readonly poolUsdPerDay: number;
  readonly uptime: number;
  readonly orders: readonly (RewardOrder & {
    readonly distanceCents: number;
    readonly points: number;
  })[];
  readonly score: Pick<RewardScore, "qOne" | "qTwo" | "qMin">;
  /** From a book a range, from a stated figure three times that figure. */
  readonly competition: RewardCompetition;
  readonly estimates: {
    /** Against the most competition that the book can hide. */
    readonly cautious: RewardEstimate;
    readonly likely: RewardEstimate;
    /** Against the least. */
    readonly hopeful: RewardEstimate;
  };
  /** What the guide of risk parameters would have promised a day, in USD. */
  readonly guideUsdPerDay: number;
  /** Where the book came from; `null` when competition was stated. */
  readonly book: KnownBook | null;
}

/**
 * Scores the orders and shares out the pool.
 *
 * @throws PolytradersError CONFIG_INVALID without a midpoint, or for orders that would trade at once
 */
export function rewardAnswer(options: EstimateOptions, book: KnownBook | null): RewardAnswer {
  const rules: RewardRules = {
    ...DEFAULT_REWARD_RULES,
    spreadCentsMax: options.maxSpread,
    sizeSharesMin: options.minSize,
    multiplier: options.multiplier,
  };
  const mid = book === null ? options.mid : (options.mid ?? midOf(book, options));
  if (mid === undefined) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "a midpoint",
      found: book === null ? "no --mid" : "no level of the smallest size on one of the sides",
      hint: "Give --mid <price>.",
    });
  }
  const { orderScores, qOne, qTwo, qMin } = rewardScore(options.order, mid, rules);
  const competition = competitionOf(options, book, mid, rules);
  const { pool: poolUsdPerDay, uptime } = options;
  const against = (others: number): RewardEstimate =>
    rewardEstimate({ score: qMin, competition: others, poolUsdPerDay, uptime });
  const rawScore = qOne + qTwo;
  const rawShare = rawScore > 0 ? rawScore / (rawScore + competition.asOneMaker) : 0;
  return {
    mid,
    rules,
    poolUsdPerDay,
    uptime,
    orders: options.order.map((order, index) => ({
      ...order,
      distanceCents: Math.abs(order.price - (order.outcome === "YES" ? mid : 1 - mid)) * 100,
      points: orderScores[index] ?? 0,
    })),
    score: { qOne, qTwo, qMin },
    competition,
    estimates: {
      cautious: against(competition.most),
      likely: against(competition.asOneMaker),
      hopeful: against(competition.least),
    },
    guideUsdPerDay: rawShare * uptime * poolUsdPerDay,
    book,
  };
}

/** The venue's midpoint counts our orders too, where they are large enough. */
function midOf(book: KnownBook, { order, minSize }: EstimateOptions): number | undefined {
  const own = order.map(onFirstToken);
  const bids = [...book.bids, ...own.filter(({ isBid }) => isBid)];
  const asks = [...book.asks, ...own.filter(({ isBid }) => !isBid)];
  const bestBid = Math.max(...bids.map(({ price }) => price));
  const bestAsk = Math.min(...asks.map(({ price }) => price));
  if (bestBid >= bestAsk - 1e-9 && own.length > 0) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "orders that rest",
      found: `a bid of ${bestBid} against an ask of ${bestAsk}`,
      hint: "Move the order away from the other side, or give --mid to leave the book's prices out.",
    });
  }
  return adjustedMid(bids, asks, minSize).mid ?? undefined;
}

/** An order as a level of the first token's book: a bid for NO is an ask for YES. */
function onFirstToken(order: RewardOrder): BookLevel & { readonly isBid: boolean } {
  const { outcome, side, price, size } = order;
  const isBid = (outcome === "YES") === (side === "BUY");
  // The complement in price units: 1 - 0.7 is not 0.3 in floating point.
  const complement = Math.round((1 - price) * PRICE_UNITS_PER_USD) / PRICE_UNITS_PER_USD;
  return { price: outcome === "YES" ? price : complement, size, isBid };
}

function competitionOf(
  { competition: stated = 0 }: EstimateOptions,
  book: KnownBook | null,
  mid: number,
  rules: RewardRules,
): RewardCompetition {
  if (book === null) return { least: stated, asOneMaker: stated, most: stated };
  const orders: RewardOrder[] = [
    ...book.bids.map((level) => ({ ...level, outcome: "YES" as const, side: "BUY" as const })),
    ...book.asks.map((level) => ({ ...level, outcome: "YES" as const, side: "SELL" as const })),
  ];
  return rewardCompetition(rewardScore(orders, mid, rules), mid, rules.oneSidedDivisor);
}
