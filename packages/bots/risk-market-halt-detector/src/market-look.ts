import { fromMicro, priceUsd, type BotMarket } from "@polytraders/core";
import {
  createMessageRate,
  createRunningMedian,
  detectHalt,
  isSpreadBlownOut,
  silenceThresholdSeconds,
  type HaltAssessment,
  type HaltConfig,
} from "@polytraders/quant";
import type { MarketHaltPayload, Parameters, Types } from "./contract.gen.ts";
import type { VenueBlowouts } from "./venue-blowouts.ts";

/** What one look at a market found. */
export interface Look {
  readonly assessment: HaltAssessment;
  /** The figures behind it, as far as they are not about the gate. */
  readonly figures: Omit<MarketHaltPayload, "isGateClosed" | "openChecks">;
}

/** Keeps what is normal in one market, and holds the present against it. */
export class MarketLook {
  isAcceptingOrders = true;
  /** `null` before the first: a feed that never sends heartbeats cannot lose them. */
  heartbeatAtMs: number | null = null;
  readonly #market: BotMarket<Types>;
  readonly #venue: VenueBlowouts;
  readonly #config: HaltConfig;
  readonly #rate;
  readonly #spreads;
  readonly #depths;
  /** Medians grow by looks that saw news, so that a silent book does not become its own normal. */
  #sampledUpdateMs = -1;

  constructor(market: BotMarket<Types>, venue: VenueBlowouts) {
    const { parameters } = market;
    this.#market = market;
    this.#venue = venue;
    this.#config = haltConfig(parameters);
    this.#rate = createMessageRate(parameters.rateHalfLifeSeconds * 1_000);
    this.#spreads = createRunningMedian(parameters.medianSamples);
    this.#depths = createRunningMedian(parameters.medianSamples);
  }

  /** Counts a message of this market. */
  noteMessage(timeMs: number): void {
    this.#rate.message(timeMs);
  }

  /** Silence from which the market counts as silent. */
  get silenceAllowedSeconds(): number {
    const { silenceAlpha, silenceSecondsMin } = this.#market.parameters;
    return Math.max(
      silenceSecondsMin,
      silenceThresholdSeconds(silenceAlpha, this.#rate.perSecond()),
    );
  }

  silenceSeconds(nowMs: number): number {
    return this.#rate.messageCount === 0 ? 0 : this.#rate.silenceSeconds(nowMs);
  }

  take(nowMs: number): Look {
    const { book, parameters } = this.#market;
    const spread = book.spread();
    const spreadUsd = spread === null ? null : priceUsd(spread);
    const depthUsd = spread === null ? null : fromMicro(book.insideDepth());
    const medianSpreadUsd = this.#spreads.median();
    const medianDepthUsd = this.#depths.median();
    const silenceSeconds = this.silenceSeconds(nowMs);
    // A missing side and a locked or crossed book trade no better than a blown-out, empty one.
    const isBroken = book.isProven && book.state !== "normal";
    const spreadNow = isBroken ? Number.POSITIVE_INFINITY : (spreadUsd ?? 0);
    const spreadMedian = isBroken ? 0 : (medianSpreadUsd ?? Number.POSITIVE_INFINITY);
    this.#venue.note(
      this.#market.index,
      !isBroken &&
        silenceSeconds <= this.silenceAllowedSeconds &&
        isSpreadBlownOut(this.#config, spreadNow, spreadMedian),
    );
    const assessment = detectHalt(this.#config, {
      silenceSeconds,
      messagesPerSecond: this.#rate.perSecond(),
      isHeartbeatFresh:
        this.heartbeatAtMs === null ||
        nowMs - this.heartbeatAtMs <= parameters.feedHeartbeatAgeMsMax,
      isAcceptingOrders: this.isAcceptingOrders,
      spread: spreadNow,
      spreadMedian,
      depth: isBroken ? 0 : (depthUsd ?? Number.POSITIVE_INFINITY),
      depthMedian: isBroken ? 1 : (medianDepthUsd ?? 0),
      venueBlowoutShare: this.#venue.share,
    });
    if (!isBroken && spreadUsd !== null && depthUsd !== null) this.#sample(spreadUsd, depthUsd);
    const figures = {
      status: assessment.status,
      silenceSeconds,
      silenceThresholdSeconds: Math.min(this.silenceAllowedSeconds, Number.MAX_SAFE_INTEGER),
      spreadUsd,
      medianSpreadUsd,
      depthUsd,
      medianDepthUsd,
      venueBlowoutFraction: this.#venue.share,
    };
    return { assessment, figures };
  }

  #sample(spreadUsd: number, depthUsd: number): void {
    const { updatedAtMs } = this.#market.book;
    if (updatedAtMs === this.#sampledUpdateMs) return;
    this.#sampledUpdateMs = updatedAtMs;
    this.#spreads.add(spreadUsd);
    this.#depths.add(depthUsd);
  }
}

function haltConfig(parameters: Parameters): HaltConfig {
  return {
    silenceProbability: parameters.silenceAlpha,
    silenceSecondsMin: parameters.silenceSecondsMin,
    spreadMultiple: parameters.spreadMultiple,
    spreadMin: parameters.spreadUsdMin,
    depthShare: parameters.thinDepthFraction,
    venueShare: parameters.venueBlowoutFraction,
  };
}
