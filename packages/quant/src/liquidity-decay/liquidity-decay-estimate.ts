/** How the estimator looks at a market. */
export interface LiquidityDecayConfig {
  /** Length of the window the headline value is measured over, in seconds. */
  readonly windowSeconds: number;
  /** Length of the companion window that shows slow decay, in seconds. */
  readonly longWindowSeconds: number;
  /** Observations the window must hold before anything is published. */
  readonly minObservations: number;
  /** A pause between observations that costs no confidence, in milliseconds. */
  readonly gapMsMax: number;
}

/** The companion estimate over the long window. */
export interface LongWindowDecay {
  readonly windowSeconds: number;
  /** Depth lost per second over the long window, in depth units. */
  readonly value: number;
  /** In [0, 1]. */
  readonly confidence: number;
}

/**
 * A published estimate. Depths and rates are in the unit of the observations (micro-USD in, micro-USD
 * per second out).
 */
export interface PublishedDecay {
  readonly status: "published";
  /** Depth lost per second: `max(0, baseline - current) / window`. */
  readonly value: number;
  /** In [0, 1]; depends on the amount and freshness of data, never on the value. */
  readonly confidence: number;
  /** Observations inside the window. */
  readonly samples: number;
  /** Depth at the start of the window. */
  readonly baselineDepth: number;
  /** Depth at the newest observation. */
  readonly currentDepth: number;
  /** Depth taken by trades, per second. */
  readonly takerPerSecond: number;
  /** Depth cancelled, per second; a lower bound, as adds inside an interval hide cancels. */
  readonly cancelPerSecond: number;
  /** Depth added, per second; a lower bound likewise. */
  readonly addPerSecond: number;
  readonly longWindow: LongWindowDecay;
  readonly detail: null;
}

/** No estimate: the market is halted, the data is stale or there is too little of it. */
export interface SuppressedDecay {
  readonly status: "suppressed_halted" | "suppressed_low_samples";
  readonly value: null;
  readonly confidence: null;
  /** Observations inside the window; 0 when halted or stale. */
  readonly samples: number;
  readonly baselineDepth: null;
  readonly currentDepth: null;
  readonly takerPerSecond: null;
  readonly cancelPerSecond: null;
  readonly addPerSecond: null;
  readonly longWindow: null;
  /** Says that the newest observation is too old, or that there is none. */
  readonly detail: "STALE_INPUT" | null;
}

export type LiquidityDecayEstimate = PublishedDecay | SuppressedDecay;

/** The suppressed estimate for a reason. */
export function suppressed(
  status: SuppressedDecay["status"],
  samples: number,
  detail: SuppressedDecay["detail"],
): SuppressedDecay {
  return {
    status,
    value: null,
    confidence: null,
    samples,
    baselineDepth: null,
    currentDepth: null,
    takerPerSecond: null,
    cancelPerSecond: null,
    addPerSecond: null,
    longWindow: null,
    detail,
  };
}
