import { formatPrice } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";

/** `new_market`, for clients that asked for custom features. */
export function marketNewsOf(market: ListedMarket, timeMs: number): string {
  const { terms, state } = market;
  const { fees } = terms;
  return JSON.stringify({
    id: marketNumberOf(market),
    question: terms.question,
    market: terms.conditionId,
    slug: terms.slug,
    description: terms.description,
    assets_ids: terms.tokenIds,
    outcomes: terms.outcomes,
    event_message: eventMessageOf(market),
    timestamp: String(timeMs),
    event_type: "new_market",
    tags: [],
    condition_id: terms.conditionId,
    active: true,
    clob_token_ids: terms.tokenIds,
    sports_market_type: "",
    line: "",
    game_start_time: terms.gameStartAtMs === null ? null : String(terms.gameStartAtMs),
    order_price_min_tick_size: formatPrice(state.tickSize),
    group_item_title: "",
    taker_base_fee: "0",
    fees_enabled: fees.rate > 0,
    fee_schedule: {
      exponent: String(fees.exponent),
      rate: String(fees.rate),
      taker_only: true,
      rebate_rate: String(fees.rebateShare),
    },
  });
}

/** `market_resolved`, for clients that asked for custom features; a void names no winner. */
export function resolutionNewsOf(market: ListedMarket, timeMs: number): string {
  const { terms, state } = market;
  const [first, second] = state.payouts ?? [0, 0];
  const winner = first === second ? null : first > second ? 0 : 1;
  return JSON.stringify({
    id: marketNumberOf(market),
    market: terms.conditionId,
    assets_ids: terms.tokenIds,
    winning_asset_id: winner === null ? null : terms.tokenIds[winner],
    winning_outcome: winner === null ? null : terms.outcomes[winner],
    event_message: eventMessageOf(market),
    timestamp: String(timeMs),
    event_type: "market_resolved",
    tags: [],
  });
}

function marketNumberOf({ index }: ListedMarket): string {
  return String(index + 1);
}

function eventMessageOf({ terms }: ListedMarket): Readonly<Record<string, string>> {
  const { eventSlug } = terms;
  return { id: eventSlug, ticker: eventSlug, slug: eventSlug, title: eventSlug, description: "" };
}
