import {
  complementPrice,
  fromMicro,
  type BookLevel,
  type EpochMs,
  type MicroShares,
  PRICE_UNITS_PER_USD,
  priceUsd,
} from "@polytraders/core";
import {
  adjustedMid,
  DEFAULT_REWARD_RULES,
  rewardScore,
  type RewardOrder,
  type RewardRules,
} from "@polytraders/quant";
import type { VenueOrder } from "../exchange/order-request.ts";
import type { MarketBook } from "../matching/market-book.ts";
import type { RewardTerms } from "../market/venue-market.ts";

/** A market at one moment. */
export interface SampledMarket {
  readonly terms: RewardTerms;
  readonly book: Pick<MarketBook, "levels">;
  /** Open orders of accounts. */
  readonly orders: readonly VenueOrder[];
  readonly nowMs: EpochMs;
}

/** What the makers of a market score at one moment. */
export interface MarketSample {
  /** Size-cutoff-adjusted midpoint of the first token, USD; `null` when a side has no such level. */
  readonly midUsd: number | null;
  /** Score of each maker that scores, by account; {@link RECORDED_MAKERS} for the recorded book. */
  readonly scores: ReadonlyMap<string, number>;
  /** Ids of the orders that add to their maker's score. */
  readonly scoringOrderIds: ReadonlySet<string>;
}

/** Name under which the makers of a recorded book compete. */
export const RECORDED_MAKERS = "recorded";

const NOBODY: MarketSample = { midUsd: null, scores: new Map(), scoringOrderIds: new Set() };

/**
 * Scores a market as the venue's sampling does: adjusted midpoint, spread, size and age of every
 * order, and the two-sided rule for each maker.
 */
export function sampleMarket(market: SampledMarket): MarketSample {
  const { terms, book } = market;
  const bids = book.levels(0);
  const asks = book.levels(1);
  const sizeSharesMin = fromMicro(terms.sizeMin);
  const { mid } = adjustedMid(
    largeLevels(bids, terms.sizeMin),
    largeLevels(asks, terms.sizeMin),
    sizeSharesMin,
  );
  if (mid === null) return NOBODY;
  const rules: RewardRules = {
    ...DEFAULT_REWARD_RULES,
    spreadCentsMax: terms.spreadMax / 100,
    sizeSharesMin,
    multiplier: terms.multiplier,
  };
  const scores = new Map<string, number>();
  const scoringOrderIds = new Set<string>();
  for (const [account, orders] of eligibleByMaker(market)) {
    const { qMin, orderScores } = rewardScore(orders.map(rewardOrderOf), mid, rules);
    if (qMin === 0) continue;
    scores.set(account, qMin);
    for (const [index, order] of orders.entries()) {
      if ((orderScores[index] ?? 0) > 0) scoringOrderIds.add(order.request.orderId);
    }
  }
  const isNear = ({ price }: BookLevel): boolean =>
    Math.abs(price - mid * PRICE_UNITS_PER_USD) <= terms.spreadMax + 1;
  const nobodys = recordedOrders(bids.filter(isNear), asks.filter(isNear), market.orders);
  const recorded = recordedScore(nobodys, mid, rules);
  if (recorded > 0) scores.set(RECORDED_MAKERS, recorded);
  return { midUsd: mid, scores, scoringOrderIds };
}

/**
 * What recorded liquidity scores. Who its makers are is not recorded, so it counts as the strongest
 * competition it can be: all that pairs up belongs to two-sided makers, the rest to one-sided ones.
 * Our own share is therefore never overstated. Of each level the recorded total counts as one order,
 * and its age as sufficient.
 */
function recordedScore(orders: readonly RewardOrder[], mid: number, rules: RewardRules): number {
  if (orders.length === 0) return 0;
  const { qOne, qTwo } = rewardScore(orders, mid, rules);
  const paired = Math.min(qOne, qTwo);
  const larger = Math.max(qOne, qTwo);
  if (larger === 0) return 0;
  const largerSide = qOne > qTwo ? "BUY" : "SELL";
  const alone = orders.filter(({ side }) => side === largerSide);
  const oneSided = rewardScore(alone, mid, rules).qMin;
  return paired + oneSided * (1 - paired / larger);
}

/** Displayed depth that is nobody's order, on the view of the first token. */
function recordedOrders(
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
  orders: readonly VenueOrder[],
): RewardOrder[] {
  const ownBids = new Map<number, MicroShares>();
  const ownAsks = new Map<number, MicroShares>();
  for (const order of orders) {
    if (order.state !== "live" || order.restingSinceMs === null) continue;
    const isBid = (order.token === 0) === (order.request.side === "BUY");
    const own = isBid ? ownBids : ownAsks;
    const price = order.token === 0 ? order.price : complementPrice(order.price);
    own.set(price, (own.get(price) ?? 0) + openSizeOf(order));
  }
  return [...restOf(bids, ownBids, "BUY"), ...restOf(asks, ownAsks, "SELL")];
}

function restOf(
  levels: readonly BookLevel[],
  own: ReadonlyMap<number, MicroShares>,
  side: "BUY" | "SELL",
): RewardOrder[] {
  const rest: RewardOrder[] = [];
  for (const { price, size } of levels) {
    const left = size - (own.get(price) ?? 0);
    if (left <= 0) continue;
    rest.push({ outcome: "YES", side, price: priceUsd(price), size: fromMicro(left) });
  }
  return rest;
}

function eligibleByMaker({ orders, terms, nowMs }: SampledMarket): Map<string, VenueOrder[]> {
  const byMaker = new Map<string, VenueOrder[]>();
  for (const order of orders) {
    if (order.state !== "live" || order.restingSinceMs === null) continue;
    if (nowMs - order.restingSinceMs < terms.orderAgeMsMin) continue;
    const { account } = order.request;
    const known = byMaker.get(account);
    if (known === undefined) byMaker.set(account, [order]);
    else known.push(order);
  }
  return byMaker;
}

function rewardOrderOf(order: VenueOrder): RewardOrder {
  return {
    outcome: order.token === 0 ? "YES" : "NO",
    side: order.request.side,
    price: priceUsd(order.price),
    size: fromMicro(openSizeOf(order)),
  };
}

function openSizeOf(order: VenueOrder): MicroShares {
  return order.originalSize - order.matchedSize;
}

/** The best level that is large enough, in dollars and shares: the only one that matters. */
function largeLevels(levels: readonly BookLevel[], sizeMin: MicroShares): BookLevel[] {
  const best = levels.find(({ size }) => size >= sizeMin);
  return best === undefined ? [] : [{ price: priceUsd(best.price), size: fromMicro(best.size) }];
}
