import type {
  LiquidityDecayConfig,
  LiquidityDecayEstimate,
} from "../../src/liquidity-decay/liquidity-decay-estimate.ts";
import { suppressed } from "../../src/liquidity-decay/liquidity-decay-estimate.ts";

/** What happened to a market, in the order of arrival. */
export type DecayEvent =
  | { readonly kind: "observe"; readonly timeMs: number; readonly depth: number }
  | { readonly kind: "trade"; readonly timeMs: number; readonly notional: number }
  | { readonly kind: "hold"; readonly untilMs: number; readonly cadenceMs: number }
  | { readonly kind: "halt" }
  | { readonly kind: "resume" };

interface Observation {
  readonly timeMs: number;
  readonly depth: number;
}

/**
 * The estimate straight from the definitions, by scanning the whole history at every evaluation. Slow
 * and obvious, to hold the streaming estimator against.
 */
export class DecayReference {
  readonly #config: LiquidityDecayConfig;
  #observations: Observation[] = [];
  #trades: { readonly timeMs: number; readonly notional: number }[] = [];
  #isHalted = false;

  constructor(config: LiquidityDecayConfig) {
    this.#config = config;
  }

  apply(event: DecayEvent): void {
    if (event.kind === "halt") this.#isHalted = true;
    if (event.kind === "resume" && this.#isHalted) {
      this.#isHalted = false;
      this.#observations = [];
      this.#trades = [];
    }
    if (this.#isHalted) return;
    if (event.kind === "observe") this.#observe(event);
    if (event.kind === "trade") this.#trades.push(event);
    if (event.kind === "hold") this.#hold(event.untilMs, event.cadenceMs);
  }

  evaluate(nowMs: number, orderBookAgeMsMax: number): LiquidityDecayEstimate {
    if (this.#isHalted) return suppressed("suppressed_halted", 0, null);
    const newest = this.#observations.at(-1);
    if (newest === undefined || nowMs - newest.timeMs > orderBookAgeMsMax) {
      return suppressed("suppressed_low_samples", 0, "STALE_INPUT");
    }
    const { windowSeconds, longWindowSeconds, minObservations } = this.#config;
    const startMs = newest.timeMs - 1000 * windowSeconds;
    const samples = this.#observations.filter(({ timeMs }) => timeMs >= startMs).length;
    if (samples < minObservations) return suppressed("suppressed_low_samples", samples, null);

    const short = this.#overWindow(windowSeconds, newest);
    const long = this.#overWindow(longWindowSeconds, newest);
    return {
      status: "published",
      value: short.value,
      confidence: short.confidence,
      samples,
      baselineDepth: short.baseline.depth,
      currentDepth: newest.depth,
      takerPerSecond: short.taker / windowSeconds,
      cancelPerSecond: short.cancel / windowSeconds,
      addPerSecond: short.add / windowSeconds,
      longWindow: {
        windowSeconds: longWindowSeconds,
        value: long.value,
        confidence: long.confidence,
      },
      detail: null,
    };
  }

  #observe(observation: Observation): void {
    const newest = this.#observations.at(-1);
    if (newest !== undefined && observation.timeMs < newest.timeMs) return;
    if (newest !== undefined && observation.timeMs === newest.timeMs) this.#observations.pop();
    else if (
      newest !== undefined &&
      observation.timeMs - newest.timeMs > 1000 * this.#config.windowSeconds
    ) {
      this.#observations = [];
    }
    this.#observations.push({ timeMs: observation.timeMs, depth: observation.depth });
  }

  #hold(untilMs: number, cadenceMs: number): void {
    for (;;) {
      const newest = this.#observations.at(-1);
      if (newest === undefined || newest.timeMs + cadenceMs > untilMs) return;
      this.#observations.push({ timeMs: newest.timeMs + cadenceMs, depth: newest.depth });
    }
  }

  #overWindow(windowSeconds: number, newest: Observation) {
    const observations = this.#observations;
    const windowMs = 1000 * windowSeconds;
    const startMs = newest.timeMs - windowMs;
    const first = observations[0] ?? newest;
    const baseline = observations.findLast(({ timeMs }) => timeMs <= startMs) ?? first;

    let taker = 0;
    let cancel = 0;
    let add = 0;
    let excessGapMs = 0;
    observations.forEach((after, index) => {
      const before = observations[index - 1];
      if (before === undefined) return;
      if (after.timeMs > startMs) {
        const gapMs = after.timeMs - Math.max(before.timeMs, startMs);
        excessGapMs += Math.max(0, gapMs - this.#config.gapMsMax);
      }
      if (before.timeMs < baseline.timeMs) return;
      const volume = this.#trades
        .filter(({ timeMs }) => before.timeMs < timeMs && timeMs <= after.timeMs)
        .reduce((total, { notional }) => total + notional, 0);
      const drop = before.depth - after.depth;
      taker += volume;
      cancel += Math.max(0, drop - volume);
      add += Math.max(0, volume - drop);
    });

    const count = observations.length;
    const coverage = Math.min(1, (newest.timeMs - first.timeMs) / windowMs);
    const freshness = Math.max(0, 1 - excessGapMs / windowMs);
    return {
      baseline,
      taker,
      cancel,
      add,
      value: Math.max(0, baseline.depth - newest.depth) / windowSeconds,
      confidence: (count / (count + this.#config.minObservations)) * coverage * freshness,
    };
  }
}
