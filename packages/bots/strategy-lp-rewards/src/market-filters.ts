import {
  formatPrice,
  type EpochMs,
  type HeldPosition,
  type MarketFacts,
  type MarketTerms,
  type OrderBookView,
  PRICE_UNITS_PER_USD,
} from "@polytraders/core";
import { makerFilters, stopLoss } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { microUsdOf, shown } from "./settings.ts";
import type { SeenBook } from "./seen-book.ts";

const DAY_MS = 86_400_000;

/** What the filters before the book look at. */
export interface FilteredMarket {
  readonly terms: MarketTerms | undefined;
  readonly phase: MarketFacts["phase"];
  readonly tokenIds: readonly [string, string];
  readonly nowMs: EpochMs;
  /** Newest fill of the market; `null` without one. */
  readonly lastFillAtMs: EpochMs | null;
}

/** The first of the filters 1 to 6 of seed 002, section 2.3, that a market fails. */
export function refusalBeforeBook(market: FilteredMarket, parameters: Parameters): Refusal | null {
  const { terms, phase, tokenIds } = market;
  if (!parameters.isEnabled) return refusal("STRAT_LP_DISABLED", "switched off");
  const rewards = terms?.rewards ?? null;
  if (rewards === null) {
    return refusal("STRAT_LP_NO_REWARD_TERMS", "no reward programme is known for it");
  }
  if (phase !== "open") return refusal("STRAT_LP_MARKET_INACTIVE", `it is ${phase}`);
  if (!(rewards.spreadMax > 0)) {
    return refusal("STRAT_LP_NO_REWARD_BAND", "its programme rewards no distance");
  }
  if (tokenIds.some((id) => id === "")) {
    return refusal("STRAT_LP_TOKENS_MISSING", "one of its two tokens is not known");
  }
  if (rewards.dailyPoolMicroUsd < microUsdOf(parameters.dailyRewardUsdMin)) {
    const pool = shown(rewards.dailyPoolMicroUsd / 1e6);
    const found = `it pays ${pool} USD a day, and ${shown(parameters.dailyRewardUsdMin)} are required`;
    return refusal("STRAT_LP_REWARD_TOO_SMALL", found);
  }
  return refusalByExpiry(market, parameters) ?? refusalByCooldown(market, parameters);
}

function refusalByExpiry(
  { terms, nowMs }: FilteredMarket,
  { daysToResolveMin, daysToResolveMax, isEndRequired }: Parameters,
): Refusal | null {
  const endAtMs = terms?.endAtMs ?? terms?.gameStartAtMs ?? null;
  if (endAtMs === null) {
    return isEndRequired ? refusal("STRAT_LP_EXPIRY_UNKNOWN", "its end is not known") : null;
  }
  const daysToExpiry = (endAtMs - nowMs) / DAY_MS;
  const days = shown(daysToExpiry);
  if (daysToResolveMin > 0 && daysToExpiry < daysToResolveMin) {
    const found = `it ends in ${days} days, and ${shown(daysToResolveMin)} are required`;
    return refusal("STRAT_LP_EXPIRY_NEAR", found);
  }
  if (daysToExpiry > daysToResolveMax) {
    const found = `it ends in ${days} days, and ${shown(daysToResolveMax)} are the most`;
    return refusal("STRAT_LP_EXPIRY_FAR", found);
  }
  return null;
}

function refusalByCooldown(
  { nowMs, lastFillAtMs }: FilteredMarket,
  { fillCooldownSeconds }: Parameters,
): Refusal | null {
  if (lastFillAtMs === null) return null;
  const seconds = (nowMs - lastFillAtMs) / 1000;
  if (seconds >= fillCooldownSeconds) return null;
  const found = `it was filled ${shown(seconds)} s ago, and ${shown(fillCooldownSeconds)} must pass`;
  return refusal("STRAT_LP_FILL_COOLDOWN", found);
}

/** What the filters of the book look at. */
export interface FilteredBook {
  readonly seen: SeenBook | null;
  readonly view: OrderBookView;
  /** USD traded within 24 hours; `null` before a day of trades was seen. */
  readonly volume24hUsd: number | null;
}

/** The first of the filters 7 and 8, and of those that appendix A adds, that a book fails. */
export function refusalByBook(
  { seen, view, volume24hUsd }: FilteredBook,
  parameters: Parameters,
): Refusal | null {
  if (seen === null) {
    const state = view.isProven ? view.state : "not proven after a gap";
    return refusal("STRAT_LP_BOOK_UNUSABLE", `its book is ${state}`);
  }
  const isTwoSided = parameters.sides === "two";
  const midMin = isTwoSided ? parameters.twoSidedMidpointUsdMin : parameters.midpointUsdMin;
  const midMax = isTwoSided ? parameters.twoSidedMidpointUsdMax : parameters.midpointUsdMax;
  const { isMidInRange } = makerFilters(
    { mid: seen.mid, daysToExpiry: 0, secondsSinceFill: null, midMove: 0 },
    { midMin, midMax, daysToExpiryMin: 0, cooldownSeconds: 0, midMoveMax: 0 },
  );
  if (!isMidInRange) {
    const found = `its midpoint is ${shown(seen.mid)}, and ${shown(midMin)} to ${shown(midMax)} is quoted`;
    return refusal("STRAT_LP_MIDPOINT_OUT_OF_RANGE", found);
  }
  const bestBid = seen.bids[0][0]?.price ?? 0;
  const bestBidMin = Math.round(parameters.bestBidUsdMin * PRICE_UNITS_PER_USD);
  if (bestBid < bestBidMin) {
    const found = `its best bid is ${formatPrice(bestBid)}, and ${shown(parameters.bestBidUsdMin)} is required`;
    return refusal("STRAT_LP_BEST_BID_TOO_LOW", found);
  }
  return refusalByDepth({ seen, view, volume24hUsd }, parameters);
}

function refusalByDepth(
  { seen, view, volume24hUsd }: FilteredBook,
  { spreadUsdMax, liquidityUsdMin, volume24hUsdMin }: Parameters,
): Refusal | null {
  const bestBid = seen?.bids[0][0]?.price ?? 0;
  const bestNoBid = seen?.bids[1][0]?.price ?? 0;
  const spread = PRICE_UNITS_PER_USD - bestNoBid - bestBid;
  if (spread > Math.round(spreadUsdMax * PRICE_UNITS_PER_USD)) {
    const found = `its spread is ${formatPrice(spread)}, and ${shown(spreadUsdMax)} is the most`;
    return refusal("STRAT_LP_SPREAD_TOO_WIDE", found);
  }
  const depth =
    view.depthWithin("bid", PRICE_UNITS_PER_USD) + view.depthWithin("ask", PRICE_UNITS_PER_USD);
  if (depth < microUsdOf(liquidityUsdMin)) {
    const found = `its book shows ${shown(depth / 1e6)} USD, and ${shown(liquidityUsdMin)} are required`;
    return refusal("STRAT_LP_LIQUIDITY_TOO_THIN", found);
  }
  if (volume24hUsd !== null && volume24hUsd < volume24hUsdMin) {
    const found = `it traded ${shown(volume24hUsd)} USD in a day, and ${shown(volume24hUsdMin)} are required`;
    return refusal("STRAT_LP_VOLUME_TOO_LOW", found);
  }
  return null;
}

/** A position of the market that has lost so much that quoting stops. */
export function refusalByLoss(
  held: readonly { readonly position: HeldPosition | undefined; readonly view: OrderBookView }[],
  { exitLossShare }: Parameters,
): Refusal | null {
  for (const { position, view } of held) {
    if (position === undefined || position.size <= 0 || position.averagePrice <= 0) continue;
    const { averagePrice } = position;
    const { lossFraction, mustExit } = stopLoss(
      averagePrice / PRICE_UNITS_PER_USD,
      view.bestBidPrice / PRICE_UNITS_PER_USD,
      exitLossShare,
    );
    if (!mustExit) continue;
    const found = `shares bought at ${formatPrice(averagePrice)} are bid ${formatPrice(view.bestBidPrice)}, ${shown(100 * lossFraction)} % less`;
    return refusal("STRAT_LP_STOP_LOSS", found);
  }
  return null;
}
