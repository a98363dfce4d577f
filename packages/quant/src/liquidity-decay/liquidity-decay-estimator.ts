import { DecayWindow } from "./decay-window.ts";
import {
  suppressed,
  type LiquidityDecayConfig,
  type LiquidityDecayEstimate,
} from "./liquidity-decay-estimate.ts";
import { requireLiquidityDecayState, type LiquidityDecayState } from "./liquidity-decay-state.ts";
import { ObservationRing } from "./observation-ring.ts";
import { PendingTrades } from "./pending-trades.ts";

/**
 * Measures how fast the liquidity at the inside of one market is leaving.
 *
 * With the depth `B` at the start of the window, `D` now and a window of `W` seconds, the value is
 * `max(0, B - D) / W`, so it lies in `[0, B / W]`. Confidence is
 * `n / (n + minObservations) * coverage * freshness`, with `n` the observations since the last reset.
 * Trades split the change: `B - D = taker + cancel - add` over the window.
 *
 * The unit of depth is the caller's. Whole numbers (micro-USD) keep every running sum exact while it
 * stays below 2^53; with fractions the rates drift by rounding only.
 *
 * Each observation costs amortised constant time and each evaluation constant time, whatever the
 * lengths of the windows. Memory holds the observations of the longer window.
 */
export interface LiquidityDecayEstimator {
  /**
   * Records the depth at a time; at an equal time the later call wins. A pause longer than the
   * window starts over.
   *
   * @returns false when discarded: older than the newest observation, or inside a halt
   * @throws RangeError for a negative or non-finite depth or time
   */
  observe(timeMs: number, depth: number): boolean;
  /**
   * Records taker notional, in the unit of depth. It belongs to the interval that ends at or after its
   * time, so it may arrive late, or ahead of the observation by up to one window.
   *
   * @returns false when discarded: halted, before the first observation kept, or too far ahead
   * @throws RangeError for a negative or non-finite notional or time
   */
  trade(timeMs: number, notional: number): boolean;
  /**
   * Records that the book stood still: repeats the newest depth every `cadenceMs` after its time, up
   * to and including `untilMs`. Call it while the feed's heartbeat is fresh.
   *
   * @returns how many observations this stands for
   * @throws RangeError for a cadence that is not positive or longer than the window
   */
  hold(untilMs: number, cadenceMs: number): number;
  /** Discards observations and trades and suppresses estimates until `resume`. */
  halt(): void;
  /** Ends a halt and starts over, so that no baseline reaches across it. */
  resume(): void;
  /** Starts over with no observations; a halt stays in force. */
  reset(): void;
  /**
   * The estimate as of the newest observation. Halted comes first, then stale (the newest observation
   * is older than `orderBookAgeMsMax`, or there is none), then too few observations in the window.
   */
  evaluate(nowMs: number, orderBookAgeMsMax: number): LiquidityDecayEstimate;
  /** The state as plain JSON, to be restored by an estimator of the same configuration. */
  snapshot(): LiquidityDecayState;
  /**
   * Replaces the state. Observations whose newest is more than one window older than `nowMs` are
   * dropped, as a pause that long starts over anyway.
   *
   * @throws RangeError naming the field, with the present state untouched
   */
  restore(state: LiquidityDecayState, nowMs: number): void;
}

/**
 * An empty estimator for one market.
 *
 * @throws RangeError for a window or gap that is not positive and finite, or a sample minimum below 1
 */
export function createLiquidityDecayEstimator(
  config: LiquidityDecayConfig,
): LiquidityDecayEstimator {
  return new RingEstimator(config);
}

class RingEstimator implements LiquidityDecayEstimator {
  readonly #minObservations: number;
  readonly #longWindowSeconds: number;
  readonly #ring = new ObservationRing();
  readonly #pending = new PendingTrades();
  readonly #short: DecayWindow;
  readonly #long: DecayWindow;
  #observationCount = 0;
  #firstTimeMs = 0;
  #isHalted = false;

  constructor(config: LiquidityDecayConfig) {
    requirePositive("windowSeconds", config.windowSeconds);
    requirePositive("longWindowSeconds", config.longWindowSeconds);
    requirePositive("minObservations", config.minObservations);
    requirePositive("gapMsMax", config.gapMsMax);
    this.#minObservations = config.minObservations;
    this.#longWindowSeconds = config.longWindowSeconds;
    this.#short = new DecayWindow(config.windowSeconds * 1000, config.gapMsMax);
    this.#long = new DecayWindow(config.longWindowSeconds * 1000, config.gapMsMax);
  }

  observe(timeMs: number, depth: number): boolean {
    requireAmount("depth", timeMs, depth);
    if (this.#isHalted) return false;
    const ring = this.#ring;
    if (ring.size > 0) {
      const newestMs = ring.timeMs(ring.newest);
      if (timeMs < newestMs) return false;
      if (timeMs === newestMs) {
        this.#replaceNewest(depth);
        return true;
      }
      if (timeMs - newestMs > this.#short.windowMs) this.#forget();
    }
    if (ring.size === 0) this.#begin(timeMs, depth);
    else this.#append(timeMs, depth, this.#pending.takeUntil(timeMs));
    this.#observationCount += 1;
    return true;
  }

  trade(timeMs: number, notional: number): boolean {
    requireAmount("notional", timeMs, notional);
    const ring = this.#ring;
    if (this.#isHalted || ring.size === 0) return false;
    const newest = ring.newest;
    const newestMs = ring.timeMs(newest);
    if (timeMs > newestMs) {
      if (timeMs - newestMs > this.#short.windowMs) return false;
      this.#pending.add(timeMs, notional);
      return true;
    }
    const sequence = timeMs === newestMs ? newest : ring.firstAtOrAfter(timeMs);
    // The interval that ends at the oldest observation kept is in no window.
    if (sequence === ring.first) return false;
    this.#short.exclude(ring, sequence);
    this.#long.exclude(ring, sequence);
    ring.addTaker(sequence, notional);
    this.#short.include(ring, sequence);
    this.#long.include(ring, sequence);
    return true;
  }

  hold(untilMs: number, cadenceMs: number): number {
    if (!(cadenceMs > 0 && cadenceMs <= this.#short.windowMs)) {
      throw new RangeError(
        `cadenceMs must be above 0 and at most the window of ${this.#short.windowMs} ms, found ${cadenceMs}`,
      );
    }
    const ring = this.#ring;
    if (this.#isHalted || ring.size === 0) return 0;
    const startMs = ring.timeMs(ring.newest);
    const count = Math.floor((untilMs - startMs) / cadenceMs);
    if (!(count > 0)) return 0;

    const depth = ring.depth(ring.newest);
    const windowMs = Math.max(this.#short.windowMs, this.#long.windowMs);
    let step = count - Math.ceil(windowMs / cadenceMs);
    if (step > 1) {
      // What came before this sample has left both windows, which stay fully covered.
      ring.clear();
      this.#begin(startMs + step * cadenceMs, depth);
      step += 1;
    } else {
      step = 1;
    }
    for (; step <= count; step += 1) {
      const timeMs = startMs + step * cadenceMs;
      this.#append(timeMs, depth, this.#pending.takeUntil(timeMs));
    }
    this.#observationCount += count;
    return count;
  }

  halt(): void {
    this.#isHalted = true;
  }

  resume(): void {
    if (!this.#isHalted) return;
    this.#isHalted = false;
    this.reset();
  }

  reset(): void {
    this.#forget();
    this.#pending.clear();
  }

  evaluate(nowMs: number, orderBookAgeMsMax: number): LiquidityDecayEstimate {
    const ring = this.#ring;
    if (this.#isHalted) return suppressed("suppressed_halted", 0, null);
    if (ring.size === 0 || nowMs - ring.timeMs(ring.newest) > orderBookAgeMsMax) {
      return suppressed("suppressed_low_samples", 0, "STALE_INPUT");
    }
    const window = this.#short;
    const samples = window.sampleCount(ring);
    if (samples < this.#minObservations) return suppressed("suppressed_low_samples", samples, null);

    const seconds = window.windowMs / 1000;
    return {
      status: "published",
      value: window.value(ring),
      confidence: this.#confidence(window),
      samples,
      baselineDepth: ring.depth(window.baseline),
      currentDepth: ring.depth(ring.newest),
      takerPerSecond: Math.max(0, window.taker) / seconds,
      cancelPerSecond: Math.max(0, window.cancel) / seconds,
      addPerSecond: Math.max(0, window.add) / seconds,
      longWindow: {
        windowSeconds: this.#longWindowSeconds,
        value: this.#long.value(ring),
        confidence: this.#confidence(this.#long),
      },
      detail: null,
    };
  }

  snapshot(): LiquidityDecayState {
    const ring = this.#ring;
    const timesMs: number[] = [];
    const depths: number[] = [];
    const takers: number[] = [];
    for (let sequence = ring.first; sequence <= ring.newest; sequence += 1) {
      timesMs.push(ring.timeMs(sequence));
      depths.push(ring.depth(sequence));
      takers.push(ring.taker(sequence));
    }
    return {
      schemaVersion: 1,
      isHalted: this.#isHalted,
      observationCount: this.#observationCount,
      firstTimeMs: ring.size === 0 ? null : this.#firstTimeMs,
      timesMs,
      depths,
      takers,
      pendingTrades: this.#pending.toColumns(),
    };
  }

  restore(state: LiquidityDecayState, nowMs: number): void {
    requireLiquidityDecayState(state);
    this.reset();
    this.#isHalted = state.isHalted;
    const newestMs = state.timesMs.at(-1);
    if (newestMs === undefined || nowMs - newestMs > this.#short.windowMs) return;

    state.timesMs.forEach((timeMs, index) => {
      const depth = state.depths[index] ?? 0;
      if (index === 0) this.#begin(timeMs, depth);
      else this.#append(timeMs, depth, state.takers[index] ?? 0);
    });
    this.#firstTimeMs = state.firstTimeMs ?? this.#firstTimeMs;
    this.#observationCount = state.observationCount;
    state.pendingTrades.timesMs.forEach((timeMs, index) => {
      this.#pending.add(timeMs, state.pendingTrades.notionals[index] ?? 0);
    });
  }

  #begin(timeMs: number, depth: number): void {
    // Trades up to the first observation belong to no interval.
    this.#pending.takeUntil(timeMs);
    this.#ring.append(timeMs, depth, 0);
    this.#firstTimeMs = timeMs;
    this.#short.restart(this.#ring.newest);
    this.#long.restart(this.#ring.newest);
  }

  #append(timeMs: number, depth: number, taker: number): void {
    const ring = this.#ring;
    ring.append(timeMs, depth, taker);
    this.#short.include(ring, ring.newest);
    this.#long.include(ring, ring.newest);
    this.#short.advance(ring);
    this.#long.advance(ring);
    ring.dropBefore(Math.min(this.#short.baseline, this.#long.baseline));
  }

  #replaceNewest(depth: number): void {
    const ring = this.#ring;
    const newest = ring.newest;
    this.#short.exclude(ring, newest);
    this.#long.exclude(ring, newest);
    ring.setDepth(newest, depth);
    this.#short.include(ring, newest);
    this.#long.include(ring, newest);
  }

  #forget(): void {
    this.#ring.clear();
    this.#observationCount = 0;
  }

  #confidence(window: DecayWindow): number {
    const count = this.#observationCount;
    return (
      (count / (count + this.#minObservations)) *
      window.coverage(this.#ring, this.#firstTimeMs) *
      window.freshness(this.#ring)
    );
  }
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} must be positive and finite, found ${value}`);
  }
}

function requireAmount(name: string, timeMs: number, amount: number): void {
  if (!(amount >= 0 && amount < Infinity)) {
    throw new RangeError(`${name} must be finite and not negative, found ${amount}`);
  }
  if (!Number.isFinite(timeMs)) throw new RangeError(`timeMs must be finite, found ${timeMs}`);
}
