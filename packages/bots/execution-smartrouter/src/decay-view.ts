import type { EpochMs, ReceivedSignal } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

type DecaySignal = ReceivedSignal<"liquidity_decay", Types["consumes"]["liquidity_decay"]>;

/** What is known of how fast the depth of one market goes away. */
export class DecayView {
  #newest: DecaySignal | null = null;

  note(signal: DecaySignal): void {
    this.#newest = signal;
  }

  /**
   * Share of the depth of now that should remain after a slice interval, 0 to 1; `null` without a
   * usable estimate. One that is mostly about our own orders says nothing about the others.
   */
  remainingShare(nowMs: EpochMs, parameters: Parameters): number | null {
    if (this.#newest === null) return null;
    const { value, confidence, timeMs, payload } = this.#newest;
    const { confidenceMin, signalAgeMsMax, sliceIntervalMs } = parameters;
    const { currentDepthUsd, isOwnDominant } = payload;
    if (value === null || confidence === null || confidence < confidenceMin) return null;
    if (isOwnDominant || currentDepthUsd === null || currentDepthUsd <= 0) return null;
    if (nowMs - timeMs > signalAgeMsMax) return null;
    const lostUsd = (value * sliceIntervalMs) / 1_000;
    return Math.min(1, Math.max(0, 1 - lostUsd / currentDepthUsd));
  }
}
