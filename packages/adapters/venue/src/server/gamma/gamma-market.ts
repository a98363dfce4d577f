import { formatDecimal, fromMicro, notionalMicroUsd, priceUsd } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import { tokenBestOf, tokenLevelsOf } from "../../feed/token-book.ts";
import { isAccepting, isClosed, isoSeconds } from "../markets/market-object.ts";
import { displayPriceUsd, lastPriceOf } from "../markets/token-prices.ts";
import { eventIdOf, marketIdOf } from "./gamma-ids.ts";

/** What Gamma says of a market beyond its own state. */
export interface GammaContext {
  /** When a market began to take orders, ISO 8601. */
  readonly listedAtOf: (market: ListedMarket) => string;
  /** The first market of its event; itself when it stands alone. */
  readonly firstOfEvent: (market: ListedMarket) => ListedMarket;
  readonly nowMs: number;
  /** Address of pUSD. */
  readonly collateral: string;
}

type Row = Readonly<Record<string, unknown>>;

/** A market as Gamma writes it. Outcomes, their prices and v1 token ids are JSON in text. */
export function gammaMarket(market: ListedMarket, context: GammaContext): Row {
  const { terms, state } = market;
  const listedAt = context.listedAtOf(market);
  const liquidity = liquidityUsd(market);
  const volume = fromMicro(state.volumeMicroUsd);
  const isNegRisk = terms.negRiskSetId !== null;
  return {
    id: marketIdOf(market),
    version: terms.protocol,
    question: terms.question,
    conditionId: terms.conditionId,
    slug: terms.slug,
    resolutionSource: "",
    endDate: isoSeconds(terms.endAtMs),
    liquidity: String(liquidity),
    startDate: listedAt,
    image: "",
    icon: "",
    description: terms.description,
    volume: String(volume),
    active: true,
    closed: isClosed(market),
    marketMakerAddress: "",
    createdAt: listedAt,
    updatedAt: isoSeconds(context.nowMs),
    new: false,
    featured: false,
    archived: false,
    restricted: true,
    groupItemTitle: "",
    groupItemThreshold: String(terms.negRiskIndex),
    questionID: terms.questionId,
    enableOrderBook: true,
    orderPriceMinTickSize: priceUsd(state.tickSize),
    orderMinSize: fromMicro(terms.minimumOrderSize),
    volumeNum: volume,
    liquidityNum: liquidity,
    endDateIso: isoSeconds(terms.endAtMs).slice(0, 10),
    startDateIso: listedAt.slice(0, 10),
    volume24hr: volume,
    ...tokenFields(market),
    umaBond: "500",
    umaReward: "5",
    makerBaseFee: 1000,
    takerBaseFee: 1000,
    acceptingOrders: isAccepting(market),
    acceptingOrdersTimestamp: listedAt,
    negRisk: isNegRisk,
    negRiskMarketID: terms.negRiskSetId ?? "",
    negRiskRequestID: isNegRisk ? terms.questionId : "",
    cyom: false,
    competitive: 0.99,
    ...rewardFields(market, context),
    ...priceFields(market),
    clearBookOnStart: terms.clearsBookOnStart,
    manualActivation: false,
    pendingDeployment: false,
    deploying: false,
    rfqEnabled: false,
    holdingRewardsEnabled: false,
    ...feeFields(market),
    secondsDelay: terms.secondsDelay,
    ...resolutionFields(market),
    events: [eventReference(context.firstOfEvent(market))],
  };
}

/** v2 ids stand in a list of their own. */
function tokenFields(market: ListedMarket): Row {
  const { outcomes, protocol, tokenIds } = market.terms;
  const prices = ([0, 1] as const).map((token) => String(displayPriceUsd(market, token)));
  const text = { outcomes: JSON.stringify(outcomes), outcomePrices: JSON.stringify(prices) };
  return protocol === "v2"
    ? { ...text, clobTokenIds: null, positionIds: tokenIds }
    : { ...text, clobTokenIds: JSON.stringify(tokenIds) };
}

function eventReference(first: ListedMarket): Row {
  const { eventSlug, question, negRiskSetId, slug } = first.terms;
  const title = negRiskSetId === null && eventSlug === slug ? question : eventTitle(eventSlug);
  return { id: eventIdOf(first), ticker: eventSlug, slug: eventSlug, title };
}

/** A slug as a title. */
export function eventTitle(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function rewardFields({ terms }: ListedMarket, context: GammaContext): Row {
  const { rewards } = terms;
  if (rewards === null) return { clobRewards: [], rewardsMinSize: 0, rewardsMaxSpread: 0 };
  return {
    clobRewards: [
      {
        id: "4001",
        conditionId: terms.conditionId,
        assetAddress: context.collateral,
        rewardsAmount: 0,
        rewardsDailyRate: fromMicro(rewards.dailyPoolMicroUsd),
        startDate: isoSeconds(context.nowMs).slice(0, 10),
        endDate: "2500-12-31",
      },
    ],
    rewardsMinSize: fromMicro(rewards.sizeMin),
    rewardsMaxSpread: rewards.spreadMax / 100,
  };
}

function priceFields(market: ListedMarket): Row {
  const { bestBid, bestAsk } = tokenBestOf(market.book, 0);
  const last = lastPriceOf(market, 0);
  const ask = bestAsk === 0 ? 10_000 : bestAsk;
  return {
    spread: priceUsd(ask - bestBid),
    lastTradePrice: last === null ? 0 : priceUsd(last),
    bestBid: priceUsd(bestBid),
    bestAsk: priceUsd(ask),
  };
}

function feeFields({ terms }: ListedMarket): Row {
  const { rate, exponent, rebateShare } = terms.fees;
  if (rate === 0) return { feesEnabled: false, feeType: null, feeSchedule: null };
  return {
    feesEnabled: true,
    feeType: "venue_fees",
    feeSchedule: { exponent, rate, takerOnly: true, rebateRate: rebateShare },
    makerRebatesFeeShareBps: Math.round(rebateShare * 10_000),
  };
}

/** Absent until somebody has proposed an outcome. */
function resolutionFields({ terms, state }: ListedMarket): Row {
  const start =
    terms.gameStartAtMs === null ? {} : { gameStartTime: isoSeconds(terms.gameStartAtMs) };
  if (state.resolution === "none") return start;
  const status = state.resolution === "final" ? "resolved" : state.resolution;
  return {
    ...start,
    umaResolutionStatus: status,
    ...(state.resolution === "final" ? { closedTime: isoSeconds(terms.endAtMs) } : {}),
  };
}

/** Everything displayed on the first token's view, in dollars. */
function liquidityUsd({ book }: ListedMarket): number {
  const { bids, asks } = tokenLevelsOf(book, 0);
  let micro = 0;
  for (const { price, size } of bids) micro += notionalMicroUsd(price, size);
  for (const { price, size } of asks) micro += notionalMicroUsd(price, size);
  return Number(formatDecimal(micro, 6));
}
