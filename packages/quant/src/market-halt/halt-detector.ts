/** Thresholds of the halt detector. */
export interface HaltConfig {
  /** Probability of a silence that long at the normal message rate, in (0, 1). */
  readonly silenceProbability: number;
  /** A silence up to this long never counts, in seconds. */
  readonly silenceSecondsMin: number;
  /** A blow-out is wider than this many times the median spread. */
  readonly spreadMultiple: number;
  /** ... and wider than this, in the unit of the spread. */
  readonly spreadMin: number;
  /** A book is thin below this share of its median depth. */
  readonly depthShare: number;
  /** This share of the venue's markets in blow-out condemns the venue. */
  readonly venueShare: number;
}

/** One look at a market. Spreads in one unit, depths in one unit. */
export interface HaltObservation {
  /** Time since the newest message, in seconds. */
  readonly silenceSeconds: number;
  /** Messages per second when the market is normal. */
  readonly messagesPerSecond: number;
  readonly isHeartbeatFresh: boolean;
  readonly isAcceptingOrders: boolean;
  readonly spread: number;
  readonly spreadMedian: number;
  readonly depth: number;
  readonly depthMedian: number;
  /** Share of the venue's markets in blow-out, in [0, 1]. */
  readonly venueBlowoutShare: number;
}

export type HaltStatus = "HALTED" | "FEED_DOWN" | "VENUE_BLOWOUT" | "SUSPECT" | "OPEN";

export interface HaltAssessment {
  readonly status: HaltStatus;
  /** Silence that would be improbable at the normal rate, in seconds; infinite at rate zero. */
  readonly silenceThresholdSeconds: number;
  readonly isSilent: boolean;
  readonly isBlownOut: boolean;
  readonly isThin: boolean;
  /** True for every status but OPEN. */
  readonly isGateClosed: boolean;
}

/**
 * The silence, in seconds, that messages arriving at random at this rate exceed with this probability:
 * `ln(1 / probability) / rate`. Infinite when the rate is zero.
 */
export function silenceThresholdSeconds(probability: number, messagesPerSecond: number): number {
  return messagesPerSecond > 0 ? Math.log(1 / probability) / messagesPerSecond : Infinity;
}

/** Wider than both the multiple of the median and the floor, both strictly. */
export function isSpreadBlownOut(
  config: Pick<HaltConfig, "spreadMultiple" | "spreadMin">,
  spread: number,
  spreadMedian: number,
): boolean {
  return spread > config.spreadMultiple * spreadMedian && spread > config.spreadMin;
}

/**
 * Whether a market trades, by the first rule that applies: the venue takes no orders (HALTED), the
 * feed's heartbeat is lost (FEED_DOWN), many markets are blown out at once (VENUE_BLOWOUT), the market
 * is silent, or blown out and thin (SUSPECT); otherwise OPEN.
 */
export function detectHalt(config: HaltConfig, observation: HaltObservation): HaltAssessment {
  const threshold = silenceThresholdSeconds(
    config.silenceProbability,
    observation.messagesPerSecond,
  );
  const isSilent = observation.silenceSeconds > Math.max(config.silenceSecondsMin, threshold);
  const isBlownOut = isSpreadBlownOut(config, observation.spread, observation.spreadMedian);
  const isThin = observation.depth < config.depthShare * observation.depthMedian;
  const status = statusOf(config, observation, isSilent || (isBlownOut && isThin));
  return {
    status,
    silenceThresholdSeconds: threshold,
    isSilent,
    isBlownOut,
    isThin,
    isGateClosed: status !== "OPEN",
  };
}

function statusOf(
  config: HaltConfig,
  observation: HaltObservation,
  isSuspect: boolean,
): HaltStatus {
  if (!observation.isAcceptingOrders) return "HALTED";
  if (!observation.isHeartbeatFresh) return "FEED_DOWN";
  if (observation.venueBlowoutShare >= config.venueShare) return "VENUE_BLOWOUT";
  return isSuspect ? "SUSPECT" : "OPEN";
}
