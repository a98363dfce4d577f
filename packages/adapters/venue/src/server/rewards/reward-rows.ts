import { fromMicro } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import type { RewardTerms } from "../../market/venue-market.ts";
import { displayPriceUsd } from "../markets/token-prices.ts";

/** End of a programme that has none. */
const NO_END = "2500-12-31";

/** What one market's programme pays, as a list of one. */
export function rewardConfig(
  terms: RewardTerms,
  { id, collateral, startDate }: { id: number; collateral: string; startDate: string },
): Readonly<Record<string, unknown>>[] {
  const rate = fromMicro(terms.dailyPoolMicroUsd);
  return [
    {
      id,
      asset_address: collateral,
      start_date: startDate,
      end_date: NO_END,
      rate_per_day: rate,
      total_rewards: rate * 30,
    },
  ];
}

/** A programme as `/rewards/markets/current` lists it. */
export function currentReward(
  conditionId: string,
  terms: RewardTerms,
  venue: { readonly collateral: string; readonly startDate: string },
): Readonly<Record<string, unknown>> {
  const rate = fromMicro(terms.dailyPoolMicroUsd);
  return {
    condition_id: conditionId,
    ...limitsOf(terms),
    rewards_config: rewardConfig(terms, { id: 0, ...venue }),
    sponsored_daily_rate: 0,
    sponsors_count: 0,
    native_daily_rate: rate,
    total_daily_rate: rate,
  };
}

/** A market with its programme, as `/rewards/markets/{id}` answers it. */
export function marketReward(
  market: ListedMarket,
  terms: RewardTerms,
  venue: {
    readonly collateral: string;
    readonly startDate: string;
    readonly competition: number;
  },
): Readonly<Record<string, unknown>> {
  const rate = fromMicro(terms.dailyPoolMicroUsd);
  const configs = rewardConfig(terms, { id: 1, ...venue });
  return {
    ...marketOfReward(market),
    ...limitsOf(terms),
    market_competitiveness: venue.competition,
    rewards_config: configs.map((config) =>
      Object.assign(config, { remaining_reward_amount: rate * 30, total_days: 30 }),
    ),
  };
}

/** Which market a row is about. */
export function marketOfReward(market: ListedMarket): Readonly<Record<string, unknown>> {
  const { terms } = market;
  return {
    condition_id: terms.conditionId,
    question: terms.question,
    market_slug: terms.slug,
    event_slug: terms.eventSlug,
    image: "",
    tokens: ([0, 1] as const).map((token) => ({
      token_id: terms.tokenIds[token],
      outcome: terms.outcomes[token],
      price: displayPriceUsd(market, token),
    })),
  };
}

/** Furthest scoring distance in cents, smallest scoring size in shares. */
export function limitsOf(terms: RewardTerms): {
  readonly rewards_max_spread: number;
  readonly rewards_min_size: number;
} {
  return {
    rewards_max_spread: terms.spreadMax / 100,
    rewards_min_size: fromMicro(terms.sizeMin),
  };
}
