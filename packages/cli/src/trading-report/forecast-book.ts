import { forecastQuality } from "@polytraders/quant";
import type { LedgerEntry, PriceUnits } from "@polytraders/core";
import { known, missing, type Figure } from "./summary/figure.ts";

/** Fewer resolved forecasts than this say nothing. */
const RESOLVED_MIN = 100;
const KEPT_MAX = 100_000;

/** A probability that a strategy gave the first token of a market. */
export interface Forecast {
  readonly strategyId: string;
  readonly marketId: string;
  /** Of the first token, 0 to 1. */
  readonly probability: number;
}

interface Resolved {
  readonly forecasts: number[];
  readonly outcomes: number[];
}

/** Probabilities that strategies stated, held against how their markets were resolved. */
export class ForecastBook {
  readonly #waiting = new Map<string, Forecast[]>();
  readonly #resolved = new Map<string, Resolved>();
  #count = 0;

  note(forecast: Forecast): void {
    if (this.#count >= KEPT_MAX || !(forecast.probability >= 0 && forecast.probability <= 1))
      return;
    this.#count += 1;
    const waiting = this.#waiting.get(forecast.marketId) ?? [];
    waiting.push(forecast);
    this.#waiting.set(forecast.marketId, waiting);
  }

  enter(entry: LedgerEntry): void {
    if (entry.kind === "market_resolved") this.#resolve(entry.marketId, entry.payouts);
  }

  brierOf(strategyId: string): Figure {
    const resolved = this.#resolved.get(strategyId);
    const count = resolved?.forecasts.length ?? 0;
    if (resolved === undefined) return missing("it stated no probability that was resolved");
    if (count < RESOLVED_MIN) {
      return missing(`needs ${RESOLVED_MIN} resolved forecasts, the run has ${count}`);
    }
    return known(forecastQuality(resolved.forecasts, resolved.outcomes).brier);
  }

  /** A void market proves nothing. */
  #resolve(marketId: string, [payout]: readonly [PriceUnits, PriceUnits]): void {
    const waiting = this.#waiting.get(marketId) ?? [];
    this.#waiting.delete(marketId);
    if (payout !== 0 && payout !== 10_000) return;
    for (const { strategyId, probability } of waiting) {
      const resolved = this.#resolved.get(strategyId) ?? { forecasts: [], outcomes: [] };
      resolved.forecasts.push(probability);
      resolved.outcomes.push(payout === 10_000 ? 1 : 0);
      this.#resolved.set(strategyId, resolved);
    }
  }
}
