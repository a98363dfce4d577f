import type { MarketDefinition, MarketRewardTerms, MarketTerms } from "@polytraders/core";
import type { MarketSection, TradingSection } from "./trading-section.ts";

/** The venue's usual schedule, where neither the recording nor the configuration knows better. */
const USUAL_FEES = { rate: 0.05, exponent: 1, rebateShare: 0.25 } as const;

/**
 * A market with its conditions: what it knows of itself, overridden by what the configuration says of
 * every market, overridden by what it says of this one.
 */
export function withTerms(
  definition: MarketDefinition,
  { everyMarket, markets }: Pick<TradingSection, "everyMarket" | "markets">,
): MarketDefinition {
  const own = markets?.[definition.marketId] ?? markets?.[definition.slug];
  const known: MarketTerms = definition.terms ?? {
    fees: USUAL_FEES,
    rewards: null,
    endAtMs: null,
    gameStartAtMs: null,
    tags: [],
  };
  return { ...definition, terms: overridden(overridden(known, everyMarket), own) };
}

/** Names of the configuration that no market of the run has. */
export function unknownMarkets(
  { markets = {} }: Pick<TradingSection, "markets">,
  definitions: readonly MarketDefinition[],
): readonly string[] {
  const known = new Set(definitions.flatMap(({ marketId, slug }) => [marketId, slug]));
  return Object.keys(markets).filter((name) => !known.has(name));
}

function overridden(terms: MarketTerms, section: MarketSection | undefined): MarketTerms {
  if (section === undefined) return terms;
  const { fees = terms.fees, rewards, endAt, gameStartAt, tags = terms.tags } = section;
  return {
    fees,
    rewards: rewards === undefined ? terms.rewards : rewardsOf(rewards),
    endAtMs: endAt === undefined ? terms.endAtMs : Date.parse(endAt),
    gameStartAtMs: gameStartAt === undefined ? terms.gameStartAtMs : Date.parse(gameStartAt),
    tags,
  };
}

/** Money and sizes rounded to whole micro-units, the spread to whole price units. */
function rewardsOf(section: MarketSection["rewards"]): MarketRewardTerms | null {
  if (section === null || section === undefined) return null;
  return {
    dailyPoolMicroUsd: Math.round(section.dailyPoolUsd * 1_000_000),
    spreadMax: Math.round(section.spreadCentsMax * 100),
    sizeMin: Math.round(section.sizeSharesMin * 1_000_000),
    multiplier: section.multiplier ?? 1,
  };
}
