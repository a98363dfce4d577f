import type { ObservationRing } from "./observation-ring.ts";

/**
 * One look-back window over a shared observation ring: its baseline pointer and running sums.
 *
 * The window reaches back `windowMs` from the newest observation. Its baseline is the newest
 * observation at or before that start, or the oldest one when none is that old. The sums cover the
 * consecutive pairs from the baseline to the newest, so reading the window scans nothing.
 */
export class DecayWindow {
  readonly windowMs: number;
  readonly #gapMsMax: number;
  #baseline = 0;
  #taker = 0;
  #cancel = 0;
  #add = 0;
  #excessGapMs = 0;

  constructor(windowMs: number, gapMsMax: number) {
    this.windowMs = windowMs;
    this.#gapMsMax = gapMsMax;
  }

  /** Sequence number of the baseline observation. */
  get baseline(): number {
    return this.#baseline;
  }

  /** Taker notional over the window. */
  get taker(): number {
    return this.#taker;
  }

  /** Least depth that must have been cancelled, given the trades. */
  get cancel(): number {
    return this.#cancel;
  }

  /** Least depth that must have been added, given the trades. */
  get add(): number {
    return this.#add;
  }

  /** Starts over with a single observation. */
  restart(sequence: number): void {
    this.#baseline = sequence;
    this.#clearSums();
  }

  /** Adds the pair that ends at `sequence`; a pair before the baseline is not part of the window. */
  include(ring: ObservationRing, sequence: number): void {
    if (sequence > this.#baseline) this.#count(ring, sequence, 1);
  }

  /** Takes out the pair that ends at `sequence`, before one of its values changes. */
  exclude(ring: ObservationRing, sequence: number): void {
    if (sequence > this.#baseline) this.#count(ring, sequence, -1);
  }

  /** Moves the baseline up to the start of the window. */
  advance(ring: ObservationRing): void {
    const newest = ring.newest;
    const startMs = ring.timeMs(newest) - this.windowMs;
    while (this.#baseline < newest && ring.timeMs(this.#baseline + 1) <= startMs) {
      this.#count(ring, this.#baseline + 1, -1);
      this.#baseline += 1;
    }
    // Nothing is left to count: leave no rounding residue behind.
    if (this.#baseline === newest) this.#clearSums();
  }

  /** Observations inside the window, both ends included. */
  sampleCount(ring: ObservationRing): number {
    const count = ring.newest - this.#baseline;
    const startMs = ring.timeMs(ring.newest) - this.windowMs;
    return ring.timeMs(this.#baseline) >= startMs ? count + 1 : count;
  }

  /** Net depth lost per second, never negative. */
  value(ring: ObservationRing): number {
    const lost = ring.depth(this.#baseline) - ring.depth(ring.newest);
    return lost > 0 ? lost / (this.windowMs / 1000) : 0;
  }

  /** Share of the window that the run since the last reset covers, in [0, 1]. */
  coverage(ring: ObservationRing, firstTimeMs: number): number {
    return Math.min(1, (ring.timeMs(ring.newest) - firstTimeMs) / this.windowMs);
  }

  /** One minus the share of the window lost to gaps longer than allowed, in [0, 1]. */
  freshness(ring: ObservationRing): number {
    let lostMs = this.#excessGapMs;
    if (this.#baseline < ring.newest) {
      // The pair at the baseline may begin before the window: count only what lies inside.
      const from = ring.timeMs(this.#baseline);
      const to = ring.timeMs(this.#baseline + 1);
      const startMs = ring.timeMs(ring.newest) - this.windowMs;
      lostMs += this.#excess(to - Math.max(from, startMs)) - this.#excess(to - from);
    }
    return Math.max(0, 1 - lostMs / this.windowMs);
  }

  #count(ring: ObservationRing, sequence: number, sign: 1 | -1): void {
    const taker = ring.taker(sequence);
    const net = ring.depth(sequence - 1) - ring.depth(sequence) - taker;
    const gapMs = ring.timeMs(sequence) - ring.timeMs(sequence - 1);
    this.#taker += sign * taker;
    if (net > 0) this.#cancel += sign * net;
    else this.#add -= sign * net;
    if (gapMs > this.#gapMsMax) this.#excessGapMs += sign * this.#excess(gapMs);
  }

  #excess(gapMs: number): number {
    return Math.max(0, gapMs - this.#gapMsMax);
  }

  #clearSums(): void {
    this.#taker = 0;
    this.#cancel = 0;
    this.#add = 0;
    this.#excessGapMs = 0;
  }
}
