import { MICRO, PRICE_UNITS_PER_USD, type MarketRewardTerms } from "@polytraders/core";
import type { LpQuotePayload, Parameters } from "./contract.gen.ts";
import type { RewardOutlook } from "./reward-outlook.ts";
import { midOf, type SeenBook } from "./seen-book.ts";
import { otherSide } from "./wanted-quote.ts";
import type { WorkingQuote } from "./working-quotes.ts";

/** What a decision is told from. */
export interface QuoteStory {
  readonly parameters: Parameters;
  readonly found: string;
  readonly rewards: MarketRewardTerms | null;
  readonly seen: SeenBook | null;
  readonly quotes: readonly WorkingQuote[];
  /** Orders made in this event. */
  readonly newOrders: ReadonlySet<WorkingQuote>;
  readonly outlook: RewardOutlook | null;
  readonly expectedLossUsdPerDay: number | null;
  readonly rank: number | null;
}

/** A decision's figures, enough to explain it later without the bot. */
export function payloadOf(story: QuoteStory): LpQuotePayload {
  const { rewards, outlook, seen } = story;
  const mid = seen?.rewardMid ?? null;
  return {
    sides: story.parameters.sides,
    found: story.found,
    midUsd: mid,
    quotes: story.quotes.map((quote) => ({
      outcome: quote.token === 0 ? "YES" : "NO",
      side: quote.side,
      priceUsd: quote.price / PRICE_UNITS_PER_USD,
      sizeShares: quote.size / MICRO,
      distanceCents: distanceCents(quote, mid ?? quote.mid),
      bestUsd: bestUsd(quote, seen),
      isNew: story.newOrders.has(quote),
    })),
    poolUsdPerDay: rewards === null ? null : rewards.dailyPoolMicroUsd / MICRO,
    bandCents: rewards === null ? null : rewards.spreadMax / 100,
    sizeSharesMin: rewards === null ? null : rewards.sizeMin / MICRO,
    score: outlook?.score ?? null,
    competition: outlook?.competition ?? null,
    sampleShare: outlook?.sampleShare ?? null,
    earnedUsdPerDay: outlook?.earnedUsdPerDay ?? null,
    paidUsdPerDay: outlook?.paidUsdPerDay ?? null,
    expectedLossUsdPerDay: story.expectedLossUsdPerDay,
    capitalUsd: outlook?.capitalUsd ?? null,
    rank: story.rank,
  };
}

function distanceCents({ token, price }: WorkingQuote, mid: number): number {
  const distance = Math.abs(midOf(mid, token) * PRICE_UNITS_PER_USD - price) / 100;
  return Math.round(distance * 1e6) / 1e6;
}

/** The price that a quote stands behind, beside or before. */
function bestUsd({ token, side }: WorkingQuote, seen: SeenBook | null): number | null {
  const best = seen?.bids[side === "BUY" ? token : otherSide(token)][0];
  if (best === undefined) return null;
  const units = side === "BUY" ? best.price : PRICE_UNITS_PER_USD - best.price;
  return units / PRICE_UNITS_PER_USD;
}
