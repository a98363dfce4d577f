import {
  fromMicro,
  priceUsd,
  publish,
  type BotMarket,
  type DecisionContext,
  type MarketHandlers,
  type Timers,
} from "@polytraders/core";
import {
  createHaltGate,
  createMessageRate,
  createRunningMedian,
  detectHalt,
  isSpreadBlownOut,
  silenceThresholdSeconds,
  type HaltAssessment,
  type HaltConfig,
} from "@polytraders/quant";
import type { MarketHaltPayload, Parameters, ReasonCode, Types } from "./contract.gen.ts";
import type { VenueBlowouts } from "./venue-blowouts.ts";

const CHECK = "check";

const CODE_OF_STATUS: Readonly<Record<MarketHaltPayload["status"], ReasonCode>> = {
  OPEN: "RISK_MARKET_HALT_CLEARED",
  SUSPECT: "RISK_MARKET_HALT_SUSPECT",
  VENUE_BLOWOUT: "RISK_MARKET_HALT_VENUE_BLOWOUT",
  FEED_DOWN: "RISK_MARKET_HALT_FEED_DOWN",
  HALTED: "RISK_MARKET_HALTED",
};

/**
 * MarketHaltDetector in one market. It checks at a fixed interval and at each word of the venue on
 * the market's status; a check may close the gate at once, but only a row of OPEN checks opens it.
 *
 * A feed that never sends heartbeats cannot lose them: FEED_DOWN is only found after a first one.
 */
export function createHaltMonitor(
  market: BotMarket<Types>,
  timers: Timers,
  venue: VenueBlowouts,
): MarketHandlers<Types> {
  const { parameters, book } = market;
  const config = haltConfig(parameters);
  const rate = createMessageRate(parameters.rateHalfLifeSeconds * 1_000);
  const spreads = createRunningMedian(parameters.medianSamples);
  const depths = createRunningMedian(parameters.medianSamples);
  // After a cold start nothing vouches for the market yet: orders wait for a row of OPEN checks.
  const gate = createHaltGate(parameters.reopenChecks, true);
  let isAcceptingOrders = true;
  let heartbeatAtMs: number | null = null;
  let published: string | null = null;
  /** Code of the status that closed the gate last: it stands until the gate opens. */
  let closedBy: ReasonCode = CODE_OF_STATUS.OPEN;
  let nextCheckMs = Number.POSITIVE_INFINITY;
  let hasNews = false;

  /** Medians grow by checks that saw news, so that a silent book does not become its own normal. */
  let sampledUpdateMs = -1;

  function look(nowMs: number): { assessment: HaltAssessment; payload: MarketHaltPayload } {
    const spread = book.spread();
    const spreadUsd = spread === null ? null : priceUsd(spread);
    const depthUsd = spread === null ? null : fromMicro(book.insideDepth());
    const medianSpreadUsd = spreads.median();
    const medianDepthUsd = depths.median();
    const silenceSeconds = rate.messageCount === 0 ? 0 : rate.silenceSeconds(nowMs);
    // A missing side and a locked or crossed book trade no better than a blown-out, empty one.
    const isBroken = book.isProven && book.state !== "normal";
    venue.note(
      market.index,
      !isBroken &&
        spreadUsd !== null &&
        medianSpreadUsd !== null &&
        silenceSeconds <= silenceAllowedSeconds() &&
        isSpreadBlownOut(config, spreadUsd, medianSpreadUsd),
    );
    const assessment = detectHalt(config, {
      silenceSeconds,
      messagesPerSecond: rate.perSecond(),
      isHeartbeatFresh:
        heartbeatAtMs === null || nowMs - heartbeatAtMs <= parameters.feedHeartbeatAgeMsMax,
      isAcceptingOrders,
      spread: isBroken ? Number.POSITIVE_INFINITY : (spreadUsd ?? 0),
      spreadMedian: isBroken ? 0 : (medianSpreadUsd ?? Number.POSITIVE_INFINITY),
      depth: isBroken ? 0 : (depthUsd ?? Number.POSITIVE_INFINITY),
      depthMedian: isBroken ? 1 : (medianDepthUsd ?? 0),
      venueBlowoutShare: venue.share,
    });
    const isGateClosed = gate.check(assessment.status);
    const isNews = !isBroken && book.updatedAtMs !== sampledUpdateMs;
    if (spreadUsd !== null && depthUsd !== null && isNews) {
      sampledUpdateMs = book.updatedAtMs;
      spreads.add(spreadUsd);
      depths.add(depthUsd);
    }
    const payload: MarketHaltPayload = {
      status: assessment.status,
      isGateClosed,
      silenceSeconds,
      silenceThresholdSeconds: Math.max(
        parameters.silenceSecondsMin,
        Math.min(assessment.silenceThresholdSeconds, Number.MAX_SAFE_INTEGER),
      ),
      spreadUsd,
      medianSpreadUsd,
      depthUsd,
      medianDepthUsd,
      venueBlowoutFraction: venue.share,
      openChecks: gate.openCheckCount,
    };
    return { assessment, payload };
  }

  function check({
    nowMs,
  }: DecisionContext): ReturnType<NonNullable<MarketHandlers<Types>["decide"]>> {
    const { assessment, payload } = look(nowMs);
    schedule(nowMs, assessment);
    if (payload.status !== "OPEN") closedBy = CODE_OF_STATUS[payload.status];
    const state = `${payload.status}/${payload.isGateClosed}`;
    if (state === published) return null;
    // An open market is what everybody assumes; at the start only a closed status is news.
    const isQuietStart = published === null && payload.status === "OPEN";
    if (isQuietStart && payload.isGateClosed) return null;
    published = state;
    if (isQuietStart) return null;
    return publish(
      "market_halt",
      payload.isGateClosed ? closedBy : CODE_OF_STATUS.OPEN,
      payload.isGateClosed ? 1 : 0,
      1,
      payload,
    );
  }

  return {
    onHeartbeat({ nowMs }) {
      heartbeatAtMs = nowMs;
    },
    onTrade({ timeMs }) {
      note(timeMs);
    },
    onOrderBook(_book, { nowMs }) {
      note(nowMs);
    },
    onMarketStatus({ status, timeMs }) {
      rate.message(timeMs);
      isAcceptingOrders = status === "open";
      checkBy(timeMs);
    },
    onTimer(_name, context) {
      return check(context);
    },
  };

  /** A message: the market must be looked at within one interval. */
  function note(timeMs: number): void {
    rate.message(timeMs);
    hasNews = true;
    checkBy(timeMs + parameters.checkIntervalMs);
  }

  function checkBy(atMs: number): void {
    if (atMs >= nextCheckMs) return;
    nextCheckMs = atMs;
    timers.set(market.index, CHECK, atMs);
  }

  /**
   * The next check that can find anything new: one interval on while there is news, the gate is about
   * to open or other markets keep it closed; else the moment at which silence or a lost heartbeat
   * would show. A closed gate on a silent market waits for the next message.
   */
  function schedule(nowMs: number, { isSilent, status }: HaltAssessment): void {
    nextCheckMs = Number.POSITIVE_INFINITY;
    const isReopening = gate.isClosed && (status === "OPEN" || status === "VENUE_BLOWOUT");
    if (hasNews || isReopening) {
      hasNews = false;
      return checkBy(nowMs + parameters.checkIntervalMs);
    }
    if (isSilent || status === "HALTED") return;
    const lostAtMs = (heartbeatAtMs ?? Number.POSITIVE_INFINITY) + parameters.feedHeartbeatAgeMsMax;
    const silentAtMs = nowMs + 1_000 * (silenceAllowedSeconds() - rate.silenceSeconds(nowMs));
    const next = Math.ceil(Math.min(lostAtMs, silentAtMs)) + 1;
    if (Number.isFinite(next)) checkBy(Math.max(next, nowMs + parameters.checkIntervalMs));
  }

  function silenceAllowedSeconds(): number {
    const { silenceAlpha, silenceSecondsMin } = parameters;
    return Math.max(silenceSecondsMin, silenceThresholdSeconds(silenceAlpha, rate.perSecond()));
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
