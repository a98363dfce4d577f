import {
  type EpochMs,
  formatPrice,
  PolytradersError,
  PRICE_UNITS_PER_USD,
} from "@polytraders/core";
import type { Unschedule } from "../exchange/schedule.ts";
import type { ResolutionPhase } from "../market/venue-market.ts";
import { checkedModel } from "../settlement/checked-model.ts";
import { RESOLUTION_MODEL_SCHEMA } from "./resolution-model.ts";
import type { Payouts, Resolution, ResolutionOptions, ResolvableMarket } from "./resolution.ts";

const NO: Payouts = [0, PRICE_UNITS_PER_USD];

/**
 * Resolution of every market, none proposed yet.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for a model with an impossible number
 */
export function createResolution(options: ResolutionOptions): Resolution {
  checkedModel("resolution", RESOLUTION_MODEL_SCHEMA, options.model);
  return new ClockedResolution(options);
}

interface Progress {
  phase: ResolutionPhase;
  /** What is proposed, will be decided, or is final. */
  payouts: Payouts;
  finalAtMs: EpochMs | null;
  stopClock: Unschedule;
}

class ClockedResolution implements Resolution {
  readonly #options: ResolutionOptions;
  /** By the market's number. */
  readonly #progress = new Map<number, Progress>();

  constructor(options: ResolutionOptions) {
    this.#options = options;
  }

  propose(conditionId: string, payouts: Payouts): void {
    const market = this.#unresolved(conditionId);
    this.#checkPayouts(market, payouts);
    const progress = this.#progressOf(market);
    progress.payouts = payouts;
    if (progress.phase === "disputed") return;
    progress.phase = "proposed";
    this.#startClock(market, progress, this.#options.model.disputeWindowMs);
    this.#options.changed(conditionId, "proposed", payouts);
  }

  dispute(conditionId: string, decision: Payouts | null = null): void {
    const market = this.#unresolved(conditionId);
    const progress = this.#progressOf(market);
    if (progress.phase !== "proposed") {
      throw invalid(
        `a dispute of market ${conditionId}, whose resolution is ${progress.phase === "none" ? "not proposed" : "disputed already"}`,
      );
    }
    if (decision !== null) {
      this.#checkPayouts(market, decision);
      progress.payouts = decision;
    }
    this.#startDispute(market, progress);
  }

  resolve(conditionId: string, payouts: Payouts): void {
    const market = this.#unresolved(conditionId);
    this.#checkPayouts(market, payouts);
    this.#finish(market, payouts);
  }

  redeemableAtMs(conditionId: string): EpochMs | null {
    const market = this.#options.market(conditionId);
    const progress = market === undefined ? undefined : this.#progress.get(market.index);
    if (progress === undefined || progress.finalAtMs === null) return null;
    return progress.finalAtMs + this.#options.model.redemptionDelayMs;
  }

  #finish(market: ResolvableMarket, payouts: Payouts): void {
    const progress = this.#progressOf(market);
    progress.stopClock();
    progress.phase = "final";
    progress.payouts = payouts;
    progress.finalAtMs = this.#options.schedule.nowMs;
    this.#options.vault.setPayouts(market.index, payouts);
    this.#options.changed(market.terms.conditionId, "final", payouts);
    if (payouts[0] !== PRICE_UNITS_PER_USD || market.terms.negRiskSetId === null) return;
    for (const sibling of this.#options.marketsOfSet(market.terms.negRiskSetId)) {
      if (this.#progress.get(sibling.index)?.phase !== "final") this.#finish(sibling, NO);
    }
  }

  #endClock(market: ResolvableMarket, progress: Progress): void {
    if (this.#options.vault.canPay(market.index, progress.payouts)) {
      this.#finish(market, progress.payouts);
    } else if (progress.phase === "proposed") {
      this.#startDispute(market, progress);
    }
  }

  #startDispute(market: ResolvableMarket, progress: Progress): void {
    progress.phase = "disputed";
    this.#startClock(market, progress, this.#options.model.disputedMs);
    this.#options.changed(market.terms.conditionId, "disputed", null);
  }

  #startClock(market: ResolvableMarket, progress: Progress, delayMs: number): void {
    const { schedule } = this.#options;
    progress.stopClock();
    progress.stopClock = schedule.at(schedule.nowMs + delayMs, () => {
      this.#endClock(market, progress);
    });
  }

  #progressOf(market: ResolvableMarket): Progress {
    let progress = this.#progress.get(market.index);
    if (progress === undefined) {
      progress = { phase: "none", payouts: NO, finalAtMs: null, stopClock: () => undefined };
      this.#progress.set(market.index, progress);
    }
    return progress;
  }

  #unresolved(conditionId: string): ResolvableMarket {
    const market = this.#options.market(conditionId);
    if (market === undefined) {
      throw new PolytradersError("VENUE_MARKET_UNKNOWN", { found: conditionId });
    }
    if (this.#progress.get(market.index)?.phase === "final") {
      throw invalid(`market ${conditionId}, which is resolved already`);
    }
    return market;
  }

  #checkPayouts(market: ResolvableMarket, payouts: Payouts): void {
    const [first, second] = payouts;
    const isWhole = Number.isInteger(first) && Number.isInteger(second);
    if (!isWhole || first < 0 || second < 0 || first + second !== PRICE_UNITS_PER_USD) {
      throw invalid(
        `payouts of ${first} and ${second}`,
        "two whole numbers of 0.0001 USD, 0 or more, that sum to 10,000",
      );
    }
    if (!this.#options.vault.canPay(market.index, payouts)) {
      throw invalid(
        `${formatPrice(first)} more for the YES of market ${market.terms.conditionId}`,
        "YES payouts of at most a dollar together in a neg-risk set whose NO tokens have been converted",
      );
    }
  }
}

function invalid(found: string, expected?: string): PolytradersError {
  return new PolytradersError(
    "VENUE_COMMAND_INVALID",
    expected === undefined ? { found } : { found, expected },
  );
}
