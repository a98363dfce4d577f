import {
  complementPrice,
  MICRO,
  PRICE_UNITS_PER_USD,
  type MarketRewardTerms,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";
import { quotePrice } from "./quote-price.ts";
import { affordableSize, bidSize, rewardedSizeMin, SIZE_LOT } from "./quote-size.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { midOf, type SeenBook, type TokenIndex } from "./seen-book.ts";
import { microUsdOf, shown } from "./settings.ts";
import { otherSide, type ScoreSide, type WantedQuote } from "./wanted-quote.ts";

type PerToken<V> = readonly [yes: V, no: V];

/** What quotes are planned from. Own quotes count as if they were not there. */
export interface PlanSetting {
  readonly parameters: Parameters;
  readonly rewards: MarketRewardTerms;
  /** Smallest order the venue takes. */
  readonly minimumOrderSize: MicroShares;
  readonly seen: SeenBook;
  /** Best offer of either token, our own included. */
  readonly bestAsks: PerToken<PriceUnits>;
  /** Token that one-sided quoting tries first. */
  readonly preferred: TokenIndex;
  /** What positions and other orders leave of the limit per market. */
  readonly roomMicroUsd: MicroUsd;
  readonly cashMicroUsd: MicroUsd;
  readonly held: PerToken<MicroShares>;
  readonly sellable: PerToken<MicroShares>;
}

/** Quotes that should rest, and the token that is preferred from now on. */
export interface QuotePlan {
  readonly quotes: readonly WantedQuote[];
  readonly preferred: TokenIndex;
  /** Why a side of two is left out; empty where none is. */
  readonly leftOut: string;
}

/** True where one side alone scores. Source: maths.md 3.4. */
export function isOneSidedRewarded(mid: number): boolean {
  return mid >= 0.1 - 1e-12 && mid <= 0.9 + 1e-12;
}

/** Which quotes a market should have, or why none. */
export function planQuotes(setting: PlanSetting): QuotePlan | Refusal {
  return setting.parameters.sides === "two" ? planBoth(setting) : planOne(setting, null);
}

/** Tries the preferred token, then the other. */
function planOne(setting: PlanSetting, only: TokenIndex | null): QuotePlan | Refusal {
  const { seen, preferred } = setting;
  if (!isOneSidedRewarded(seen.rewardMid)) {
    const found = `its midpoint is ${shown(seen.rewardMid)}, where only two-sided quotes score`;
    return refusal("STRAT_LP_TWO_SIDED_REQUIRED", found);
  }
  const first = only ?? preferred;
  const bid = bidFor(setting, first);
  if (!("reasonCode" in bid)) return { quotes: [bid], preferred: first, leftOut: "" };
  if (only !== null) return bid;
  const second = bidFor(setting, otherSide(first));
  if ("reasonCode" in second) return bid;
  return { quotes: [second], preferred: otherSide(first), leftOut: "" };
}

function bidFor(setting: PlanSetting, token: TokenIndex): WantedQuote | Refusal {
  const price = priceFor(setting, token, 0);
  if (price === null) return noPrice(token);
  const sizeMin = sizeMinOf(setting);
  const { orderUsd, tradeUsdMax } = setting.parameters;
  const tradeMicroUsdMax = microUsdOf(tradeUsdMax);
  const limitMicroUsd = Math.min(setting.roomMicroUsd, setting.cashMicroUsd, tradeMicroUsdMax);
  const orderMicroUsd = microUsdOf(orderUsd);
  const size = bidSize({ price, orderMicroUsd, limitMicroUsd, sizeMin });
  if (size === null) {
    const costUsd = (sizeMin / MICRO) * (price / PRICE_UNITS_PER_USD);
    return tooDear(setting, costUsd, costUsd);
  }
  const sizeMax = affordableSize(price, limitMicroUsd);
  return { scoreSide: token, token, side: "BUY", price, size, sizeMin, sizeMax };
}

function planBoth(setting: PlanSetting): QuotePlan | Refusal {
  const shift = Math.round(inventoryShare(setting) * setting.parameters.skewTicksMax);
  const first = legOf(setting, 0, 0 - shift);
  const second = legOf(setting, 1, shift);
  if ("reasonCode" in first || "reasonCode" in second) return planLeft(setting, [first, second]);
  const quotes = sizedTogether(setting, [first, second]);
  if (quotes !== null) return { quotes, preferred: setting.preferred, leftOut: "" };
  const sizeMin = sizeMinOf(setting);
  const bids = [first, second].filter((leg) => leg.side === "BUY");
  const perPair = bids.reduce((sum, leg) => sum + leg.price, 0) / PRICE_UNITS_PER_USD;
  const dearest = Math.max(0, ...bids.map((leg) => leg.price)) / PRICE_UNITS_PER_USD;
  const sizeShares = sizeMin / MICRO;
  const dear = tooDear(setting, sizeShares * perPair, sizeShares * dearest);
  const [left, right] = [first, second].map((leg) => (leg.side === "SELL" ? leg : dear));
  return planLeft(setting, [left ?? dear, right ?? dear]);
}

interface Leg {
  readonly token: TokenIndex;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly scoreSide: ScoreSide;
  /** What inventory allows; for an offer, what can be sold. */
  readonly sizeMax: MicroShares;
}

/** The order of one score side: an offer of what is held of the other token, else a bid. */
function legOf(setting: PlanSetting, scoreSide: ScoreSide, shiftTicks: number): Leg | Refusal {
  const token: TokenIndex = scoreSide;
  const price = priceFor(setting, token, shiftTicks);
  if (price === null) return noPrice(token);
  const other = otherSide(token);
  const sizeMin = sizeMinOf(setting);
  const asked = complementPrice(price);
  const worthIt = affordableSize(asked, microUsdOf(setting.parameters.tradeUsdMax));
  const sellable = Math.floor(setting.sellable[other] / SIZE_LOT) * SIZE_LOT;
  const offered = Math.min(sellable, worthIt);
  if (offered >= sizeMin) {
    return { token: other, side: "SELL", price: asked, scoreSide, sizeMax: offered };
  }
  const sizeMax = inventoryRoom(setting, token);
  if (sizeMax >= sizeMin) return { token, side: "BUY", price, scoreSide, sizeMax };
  const limit = shown(setting.parameters.inventoryUsdMax);
  const left = shown(sizeMax / MICRO);
  const found = `of ${limit} USD that may be held on one side, ${left} ${nameOf(token)} are left`;
  return refusal("STRAT_LP_INVENTORY_FULL", found);
}

/** What is left when both sides cannot be had: one of them, where one alone scores. */
function planLeft(
  setting: PlanSetting,
  legs: readonly [Leg | Refusal, Leg | Refusal],
): QuotePlan | Refusal {
  const [first, second] = legs;
  const refused = "reasonCode" in first ? first : second;
  if (!("reasonCode" in refused)) return noPrice(0);
  if (!isOneSidedRewarded(setting.seen.rewardMid)) {
    const found = `its midpoint is ${shown(setting.seen.rewardMid)}, where only two-sided quotes score, and ${refused.found}`;
    return refusal("STRAT_LP_TWO_SIDED_REQUIRED", found);
  }
  const left = legs.find((leg): leg is Leg => !("reasonCode" in leg));
  if (left === undefined) {
    // Neither fits beside the other; one alone may.
    const plan = planOne(setting, null);
    return "reasonCode" in plan ? refused : withinInventory(setting, plan, refused);
  }
  if (left.side === "BUY") {
    const plan = planOne(setting, left.token);
    return "reasonCode" in plan ? refused : withinInventory(setting, plan, refused);
  }
  const quotes = [askOf(setting, left)];
  return { quotes, preferred: setting.preferred, leftOut: refused.found };
}

/** A one-sided plan as far as inventory allows, when that is enough to be rewarded. */
function withinInventory(
  setting: PlanSetting,
  plan: QuotePlan,
  refused: Refusal,
): QuotePlan | Refusal {
  const quotes = plan.quotes.map((quote) => {
    const sizeMax = Math.min(quote.sizeMax, inventoryRoom(setting, quote.token));
    return { ...quote, size: Math.min(quote.size, sizeMax), sizeMax };
  });
  const isRewarded = quotes.every(({ size, sizeMin }) => size >= sizeMin);
  return isRewarded ? { ...plan, quotes, leftOut: refused.found } : refused;
}

/** Sizes that fit beside each other; `null` where the smallest rewarded ones do not. */
function sizedTogether(
  setting: PlanSetting,
  legs: readonly [Leg, Leg],
): readonly WantedQuote[] | null {
  const { parameters, roomMicroUsd, cashMicroUsd } = setting;
  const limitMicroUsd = Math.min(roomMicroUsd, cashMicroUsd);
  const bids = legs.filter((leg) => leg.side === "BUY");
  const perShare = bids.reduce((sum, leg) => sum + leg.price, 0);
  const sizeMin = sizeMinOf(setting);
  const dearest = Math.max(...bids.map((leg) => leg.price), 1);
  const tradeMicroUsdMax = microUsdOf(parameters.tradeUsdMax);
  const fitting =
    perShare === 0
      ? 0
      : Math.min(
          affordableSize(perShare, limitMicroUsd),
          affordableSize(dearest, tradeMicroUsdMax),
        );
  const wanted = Math.max(affordableSize(dearest, microUsdOf(parameters.orderUsd)), sizeMin);
  const quotes: WantedQuote[] = [];
  for (const leg of legs) {
    const quote = leg.side === "SELL" ? askOf(setting, leg) : bidOf(leg, wanted, fitting, sizeMin);
    if (quote.size < sizeMin) return null;
    quotes.push(quote);
  }
  return quotes;
}

function bidOf(
  leg: Leg,
  wanted: MicroShares,
  fitting: MicroShares,
  sizeMin: MicroShares,
): WantedQuote {
  const sizeMax = Math.min(leg.sizeMax, fitting);
  return { ...leg, size: Math.min(wanted, sizeMax), sizeMin, sizeMax };
}

/** An offer of an order's worth; of everything when what would stay is too little to be offered. */
function askOf(setting: PlanSetting, leg: Leg): WantedQuote {
  const sizeMin = sizeMinOf(setting);
  const { sizeMax } = leg;
  const asBid = complementPrice(leg.price);
  const worth = affordableSize(asBid, microUsdOf(setting.parameters.orderUsd));
  const wanted = Math.min(sizeMax, Math.max(worth, sizeMin));
  return { ...leg, size: sizeMax - wanted < sizeMin ? sizeMax : wanted, sizeMin };
}

/** Value held of YES beyond that of NO, USD; negative when more NO is held. */
function netUsd({ held, seen }: PlanSetting): number {
  const net = held[0] - held[1];
  return (net / MICRO) * midOf(seen.mid, net > 0 ? 0 : 1);
}

/** Net position over its limit, -1 to 1. */
function inventoryShare(setting: PlanSetting): number {
  const net = netUsd(setting);
  const limit = setting.parameters.inventoryUsdMax;
  if (net === 0 || limit <= 0) return Math.sign(net);
  return Math.max(-1, Math.min(1, net / limit));
}

/** Shares of a token that may be bought before its side is full, at the midpoint. */
function inventoryRoom(setting: PlanSetting, token: TokenIndex): MicroShares {
  const net = netUsd(setting);
  const leftUsd = setting.parameters.inventoryUsdMax - (token === 0 ? net : 0 - net);
  const size = (leftUsd / midOf(setting.seen.mid, token)) * MICRO;
  return Math.max(0, Math.floor(size / SIZE_LOT) * SIZE_LOT);
}

function priceFor(
  { seen, parameters, rewards, bestAsks }: PlanSetting,
  token: TokenIndex,
  shiftTicks: number,
): PriceUnits | null {
  return quotePrice({
    bids: seen.bids[token],
    mid: midOf(seen.rewardMid, token),
    band: rewards.spreadMax,
    tickSize: seen.tickSize,
    bestAsk: bestAsks[token],
    level: parameters.placementLevel,
    shiftTicks,
  });
}

function sizeMinOf({ rewards, minimumOrderSize }: PlanSetting): MicroShares {
  return rewardedSizeMin(rewards.sizeMin, minimumOrderSize);
}

function noPrice(token: TokenIndex): Refusal {
  return refusal("STRAT_LP_NO_VIABLE_PRICE", `no price for ${nameOf(token)} would earn rewards`);
}

/**
 * Which of the limits the smallest rewarded order does not fit.
 *
 * @param costUsd - of all bids together
 * @param dearestUsd - of the dearer one
 */
function tooDear(setting: PlanSetting, costUsd: number, dearestUsd: number): Refusal {
  const { parameters, roomMicroUsd, cashMicroUsd } = setting;
  const cost = shown(costUsd);
  const limit = shown(parameters.perMarketUsdMax);
  if (dearestUsd > parameters.tradeUsdMax) {
    const most = shown(parameters.tradeUsdMax);
    const found = `the smallest rewarded order costs ${shown(dearestUsd)} USD, and one may be worth ${most}`;
    return refusal("STRAT_LP_MIN_SIZE_TOO_EXPENSIVE", found);
  }
  if (costUsd > parameters.perMarketUsdMax) {
    const found = `the smallest rewarded order costs ${cost} USD, and a market may hold ${limit}`;
    return refusal("STRAT_LP_MIN_SIZE_TOO_EXPENSIVE", found);
  }
  if (cashMicroUsd < roomMicroUsd) {
    const cash = shown(Math.max(0, cashMicroUsd) / MICRO);
    const found = `the smallest rewarded order costs ${cost} USD, and ${cash} are free`;
    return refusal("STRAT_LP_CASH_TOO_LOW", found);
  }
  const room = shown(Math.max(0, roomMicroUsd) / MICRO);
  const found = `the smallest rewarded order costs ${cost} USD, and ${room} of ${limit} are left`;
  return refusal("STRAT_LP_MARKET_LIMIT_REACHED", found);
}

function nameOf(token: TokenIndex): "YES" | "NO" {
  return token === 0 ? "YES" : "NO";
}
