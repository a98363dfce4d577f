import { fromMicro, priceUsd } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import type { RewardTerms } from "../../market/venue-market.ts";
import { displayPriceUsd } from "./token-prices.ts";

/** Tokens of a market, with what they are worth and whether they have won. */
function tokenRows(market: ListedMarket): readonly Readonly<Record<string, unknown>>[] {
  const { terms, state } = market;
  return ([0, 1] as const).map((token) => ({
    token_id: terms.tokenIds[token],
    outcome: terms.outcomes[token],
    price: displayPriceUsd(market, token),
    winner: state.payouts !== null && state.payouts[token] > 5_000,
  }));
}

/** What a programme asks for, in dollars, shares and cents. */
function rewardRow(rewards: RewardTerms | null, collateral: string): object {
  if (rewards === null) return { rates: null, min_size: 0, max_spread: 0 };
  const rate = fromMicro(rewards.dailyPoolMicroUsd);
  return {
    rates: [{ asset_address: collateral, rewards_daily_rate: rate }],
    min_size: fromMicro(rewards.sizeMin),
    max_spread: rewards.spreadMax / 100,
  };
}

/** True while the market takes orders. */
export function isAccepting({ state }: ListedMarket): boolean {
  return state.phase === "open";
}

/** True when trading has ended for good. */
export function isClosed({ state }: ListedMarket): boolean {
  return state.phase === "closed" || state.phase === "resolved";
}

/** A market as `/markets` lists it. */
export function marketObject(
  market: ListedMarket,
  venue: { readonly collateral: string; readonly listedAt: string },
): Readonly<Record<string, unknown>> {
  const { terms, state } = market;
  const isNegRisk = terms.negRiskSetId !== null;
  return {
    enable_order_book: true,
    active: true,
    closed: isClosed(market),
    archived: false,
    accepting_orders: isAccepting(market),
    accepting_order_timestamp: venue.listedAt,
    minimum_order_size: fromMicro(terms.minimumOrderSize),
    minimum_tick_size: priceUsd(state.tickSize),
    condition_id: terms.conditionId,
    question_id: terms.questionId,
    question: terms.question,
    description: terms.description,
    market_slug: terms.slug,
    end_date_iso: isoSeconds(terms.endAtMs),
    game_start_time: terms.gameStartAtMs === null ? null : isoSeconds(terms.gameStartAtMs),
    seconds_delay: terms.secondsDelay,
    fpmm: "",
    maker_base_fee: 0,
    taker_base_fee: 0,
    notifications_enabled: true,
    neg_risk: isNegRisk,
    neg_risk_market_id: terms.negRiskSetId ?? "",
    neg_risk_request_id: isNegRisk ? terms.questionId : "",
    icon: "",
    image: "",
    rewards: rewardRow(terms.rewards, venue.collateral),
    is_50_50_outcome: state.payouts !== null && state.payouts[0] === 5_000,
    tokens: tokenRows(market),
    tags: ["All"],
  };
}

/** A market as `/simplified-markets` lists it. */
export function simplifiedMarket(
  market: ListedMarket,
  venue: { readonly collateral: string },
): Readonly<Record<string, unknown>> {
  return {
    condition_id: market.terms.conditionId,
    rewards: rewardRow(market.terms.rewards, venue.collateral),
    tokens: tokenRows(market),
    active: true,
    closed: isClosed(market),
    archived: false,
    accepting_orders: isAccepting(market),
  };
}

/** A market as `/clob-markets/{id}` answers it: what a client needs to trade, under short names. */
export function compactMarket(market: ListedMarket, listedAt: string): object {
  const { terms, state } = market;
  const { rewards } = terms;
  return {
    c: terms.conditionId,
    t: ([0, 1] as const).map((token) => ({ t: terms.tokenIds[token], o: terms.outcomes[token] })),
    mts: priceUsd(state.tickSize),
    mos: fromMicro(terms.minimumOrderSize),
    nr: terms.negRiskSetId !== null,
    fd: { r: terms.fees.rate, e: terms.fees.exponent, to: true },
    mbf: 0,
    tbf: 0,
    r:
      rewards === null
        ? null
        : {
            mi: fromMicro(rewards.sizeMin),
            ma: rewards.spreadMax / 100,
            e: true,
            smoa: 0,
            moas: rewards.orderAgeMsMin / 1_000,
          },
    ao: isAccepting(market),
    sd: terms.secondsDelay,
    gst: terms.gameStartAtMs === null ? null : isoSeconds(terms.gameStartAtMs),
    cbos: terms.clearsBookOnStart,
    aot: listedAt,
    rfqe: false,
    itode: terms.takerDelayMs > 0,
    ibce: false,
    oas: rewards === null ? 0 : rewards.orderAgeMsMin / 1_000,
    v: terms.protocol,
  };
}

/** An instant to the second, as the venue writes it. */
export function isoSeconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
