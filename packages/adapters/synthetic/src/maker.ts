import {
  PRICE_UNITS_PER_USD,
  RowSide,
  type EpochMs,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type { MakerStyle } from "./market-profile.ts";
import type { Random } from "./random.ts";
import type { OrderSide, RestingOrders } from "./resting-orders.ts";

/** Smallest order in shares, as at the venue. */
export const ORDER_SHARES_MIN = 5;

/** Sizes lie on a grid of 0.01 share. */
const SIZE_GRID: MicroShares = 10_000;

/** What makers see when they quote. */
export interface QuotingConditions {
  /** Fair value of the first token. */
  readonly probability: number;
  readonly tick: PriceUnits;
  /** Factor on all spreads, 1 in normal times. */
  readonly spreadFactor: number;
  /** Factor on all sizes, 1 in normal times. */
  readonly sizeFactor: number;
}

interface Quote {
  readonly side: OrderSide;
  readonly price: PriceUnits;
  readonly shares: number;
}

/** Whole hundredths of a share as micro-shares, never below the smallest order. */
export function sizeOfShares(shares: number): MicroShares {
  return Math.round(Math.max(ORDER_SHARES_MIN, shares) * 100) * SIZE_GRID;
}

/**
 * An agent that quotes a ladder on both sides, fills it up after trades, pulls everything when
 * frightened and comes back small.
 */
export class Maker {
  readonly owner: number;
  readonly style: MakerStyle;
  /** When it looks at the market next; not before the market opens. */
  dueMs: EpochMs = Infinity;
  /** True when it will pull its quotes at its next look. */
  isLeaving = false;
  #courage = 1;

  constructor(owner: number, style: MakerStyle) {
    this.owner = owner;
    this.style = style;
  }

  /** Pulls all quotes and stays away for a while. */
  leave(orders: RestingOrders, timeMs: EpochMs, random: Random): void {
    for (const order of orders.of(this.owner)) orders.cancel(order);
    this.isLeaving = false;
    this.#courage = 0.2;
    this.dueMs = timeMs + Math.floor(this.style.awayMs * random.between(0.5, 1.5));
  }

  /** Brings its quotes in line with the fair value; never crosses the quotes of others. */
  quote(orders: RestingOrders, conditions: QuotingConditions, random: Random): void {
    const wanted = this.#ladder(orders, conditions, random);
    const kept = new Set<Quote>();
    for (const order of orders.of(this.owner)) {
      const quote = wanted.find(({ side, price }) => side === order.side && price === order.price);
      const ratio = quote === undefined ? 0 : order.size / sizeOfShares(quote.shares);
      if (quote !== undefined && ratio > 0.6 && ratio < 1.6) kept.add(quote);
      else orders.cancel(order);
    }
    for (const quote of wanted) {
      if (kept.has(quote)) continue;
      const size = sizeOfShares(quote.shares * random.between(0.85, 1.15));
      orders.place({ owner: this.owner, side: quote.side, price: quote.price, size });
    }
    this.#courage = Math.min(1, this.#courage + 0.1);
  }

  #ladder(orders: RestingOrders, conditions: QuotingConditions, random: Random): Quote[] {
    const { probability, tick, spreadFactor } = conditions;
    // Spreads are in proportion to the variance of the outcome: narrow where it is nearly certain.
    const scale = Math.max(0.06, 4 * probability * (1 - probability));
    const center = probability * PRICE_UNITS_PER_USD + random.bell() * 12 * scale;
    const half = this.style.halfSpreadUnits * scale * spreadFactor;
    const spacing = Math.max(1, Math.round((this.style.levelSpacingUnits * scale) / tick)) * tick;
    const bidLimit = orders.bestPrice(RowSide.Ask, this.owner) || PRICE_UNITS_PER_USD;
    const askLimit = orders.bestPrice(RowSide.Bid, this.owner);
    const bid = Math.min(Math.floor((center - half) / tick) * tick, bidLimit - tick);
    const ask = Math.max(Math.ceil((center + half) / tick) * tick, askLimit + tick);
    return [
      ...this.#side(RowSide.Bid, bid, -spacing, conditions),
      ...this.#side(RowSide.Ask, ask, spacing, conditions),
    ];
  }

  #side(
    side: OrderSide,
    best: PriceUnits,
    step: number,
    { tick, sizeFactor }: QuotingConditions,
  ): Quote[] {
    const quotes: Quote[] = [];
    for (let level = 0; level < this.style.levels; level += 1) {
      const price = best + level * step;
      if (price < tick || price > PRICE_UNITS_PER_USD - tick) break;
      const depthFactor = 1 + 0.35 * level;
      const shares = this.style.sizeShares * depthFactor * sizeFactor * this.#courage;
      quotes.push({ side, price, shares });
    }
    return quotes;
  }
}
