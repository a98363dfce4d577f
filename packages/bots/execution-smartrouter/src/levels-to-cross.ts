import {
  complementPrice,
  priceUsd,
  PRICE_UNITS_PER_USD,
  type BookLevel,
  type PriceUnits,
} from "@polytraders/core";
import { executionCost, NO_FEE } from "@polytraders/quant";
import { isImmediate, isWithin, type RoutedOrder } from "./routed-order.ts";

/** Which levels an order takes from. */
export interface Crossing {
  /** Best first. */
  readonly levels: readonly BookLevel[];
  /** Best price within the limit that is left alone; `null` when there is none. */
  readonly nextPrice: PriceUnits | null;
}

const MICRO_USD_PER_USD = 1_000_000;
const BPS = 10_000;

/**
 * Levels of the other side that are worth crossing: within the limit, within the slippage that the
 * strategy accepts, and, for an order that could wait instead, while taking costs no more than
 * waiting.
 */
export function levelsToCross(routed: RoutedOrder): Crossing {
  const { order, book } = routed;
  const levels: BookLevel[] = [];
  for (const level of book.levels(order.side === "BUY" ? "ask" : "bid")) {
    if (!isWithin(routed, level.price)) break;
    if (!isWorthCrossing(routed, level.price)) return { levels, nextPrice: level.price };
    levels.push(level);
  }
  return { levels, nextPrice: null };
}

/** True for a price at which taking is accepted, and no dearer than waiting where that is a choice. */
export function isWorthCrossing(routed: RoutedOrder, price: PriceUnits): boolean {
  if (routed.draft.isPostOnly || !isWithinSlippage(routed, price)) return false;
  return isImmediate(routed) || isBetterThanWaiting(routed, price);
}

/** Against the better of limit and midpoint; without a midpoint the best price stands for it. */
function isWithinSlippage({ order, draft, book }: RoutedOrder, price: PriceUnits): boolean {
  const { slippageBpsMax } = order;
  if (slippageBpsMax === undefined) return true;
  const { bestBidPrice, bestAskPrice } = book;
  const isBuy = order.side === "BUY";
  const hasMid = bestBidPrice > 0 && bestAskPrice > 0;
  const best = isBuy ? bestAskPrice : bestBidPrice;
  const fair = hasMid ? (bestBidPrice + bestAskPrice) / 2 : best;
  const reference = isBuy ? Math.min(draft.price, fair) : Math.max(draft.price, fair);
  const excess = isBuy ? price - reference : reference - price;
  return excess * BPS <= slippageBpsMax * reference;
}

/** A sale is the purchase of the other token at one dollar less the price; the fee is the same. */
function isBetterThanWaiting(routed: RoutedOrder, price: PriceUnits): boolean {
  const { order, draft, book, terms, parameters } = routed;
  const isBuy = order.side === "BUY";
  const asBuy = (own: PriceUnits): PriceUnits => (isBuy ? own : complementPrice(own));
  const ask = asBuy(isBuy ? book.bestAskPrice : book.bestBidPrice);
  const ownBest = isBuy ? book.bestBidPrice : book.bestAskPrice;
  // Alone on its side an order would wait one tick from the other.
  const bid = ownBest > 0 ? asBuy(ownBest) : Math.max(0, ask - book.tickSize);
  const { preferred } = executionCost({
    bid: priceUsd(bid),
    ask: priceUsd(ask),
    slippage: (asBuy(price) - ask) / PRICE_UNITS_PER_USD,
    schedule: terms?.fees ?? NO_FEE,
    latencyDrift: 0,
    fixedUsd: 0,
    shares: draft.size / MICRO_USD_PER_USD,
    fillProbability: parameters.fillProbability,
    adverseSelection: parameters.adverseSelectionMicroUsd / MICRO_USD_PER_USD,
    rebateShare: terms?.fees?.rebateShare ?? 0,
    missedEdge: parameters.missedEdgeMicroUsd / MICRO_USD_PER_USD,
  });
  return preferred === "TAKER";
}
