import type { EpochMs } from "@polytraders/core";
import type { ExchangeEvent } from "../../exchange/exchange-event.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { TokenIndex } from "../../market/venue-market.ts";
import { midHalfUnits } from "../markets/token-prices.ts";

/** One point of a token's price line. */
export interface PricePoint {
  /** Epoch seconds. */
  readonly timeSeconds: number;
  /** Dollars, five decimals. */
  readonly priceUsd: number;
}

/** What part of the line is wanted. */
export interface PriceRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Distance of two points, minutes. */
  readonly stepMinutes: number;
}

const MINUTE_MS = 60_000;

/** Points kept for one market: a week of minutes. */
const MINUTES_KEPT = 7 * 24 * 60;

/** Most points in one answer. */
const POINTS_MAX = 10_080;

/** Changes of one market's midpoint, at most one a minute, on the view of the first token. */
interface PriceLine {
  minutes: number[];
  halfUnits: number[];
}

/** Midpoints of every market by the minute, kept in memory for a week. */
export class PriceHistory {
  readonly #exchange: Exchange;
  readonly #lines = new Map<string, PriceLine>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    exchange.subscribe((event) => this.#hear(event));
    for (const { terms } of exchange.markets()) this.#sample(terms.conditionId, exchange.nowMs);
  }

  /** Points of a range, oldest first: the price that was in force at each step. */
  points(conditionId: string, token: TokenIndex, range: PriceRange): readonly PricePoint[] {
    const line = this.#lines.get(conditionId);
    if (line === undefined) return [];
    const stepMs = Math.max(1, range.stepMinutes) * MINUTE_MS;
    const endMs = Math.min(range.endSeconds * 1_000, this.#exchange.nowMs);
    const firstMs = Math.max(range.startSeconds * 1_000, (line.minutes[0] ?? 0) * MINUTE_MS);
    const points: PricePoint[] = [];
    let at = 0;
    for (let timeMs = Math.ceil(firstMs / stepMs) * stepMs; timeMs <= endMs; timeMs += stepMs) {
      const minute = timeMs / MINUTE_MS;
      while ((line.minutes[at + 1] ?? Infinity) <= minute) at += 1;
      points.push({ timeSeconds: timeMs / 1_000, priceUsd: priceOf(line.halfUnits[at], token) });
      if (points.length >= POINTS_MAX) break;
    }
    return points;
  }

  #hear(event: ExchangeEvent): void {
    if (event.kind === "book_changed") this.#sample(event.conditionId, event.timeMs);
  }

  #sample(conditionId: string, timeMs: EpochMs): void {
    const market = this.#exchange.market(conditionId);
    const halfUnits = market === undefined ? null : midHalfUnits({ market, token: 0 });
    if (halfUnits === null) return;
    const line = this.#lines.get(conditionId) ?? { minutes: [], halfUnits: [] };
    if (line.minutes.length === 0) this.#lines.set(conditionId, line);
    const minute = Math.floor(timeMs / MINUTE_MS);
    const last = line.minutes.length - 1;
    if (last >= 0 && line.halfUnits[last] === halfUnits) return;
    if (last >= 0 && line.minutes[last] === minute) {
      line.halfUnits[last] = halfUnits;
      return;
    }
    line.minutes.push(minute);
    line.halfUnits.push(halfUnits);
    if (line.minutes.length <= 2 * MINUTES_KEPT) return;
    line.minutes = line.minutes.slice(-MINUTES_KEPT);
    line.halfUnits = line.halfUnits.slice(-MINUTES_KEPT);
  }
}

function priceOf(halfUnits: number | undefined, token: TokenIndex): number {
  const value = halfUnits ?? 10_000;
  return Number(((token === 0 ? value : 20_000 - value) / 20_000).toFixed(5));
}
