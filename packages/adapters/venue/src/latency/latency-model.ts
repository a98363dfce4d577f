import { PolytradersError, type Random } from "@polytraders/core";
import { fitLognormalLatency, latencyQuantile } from "@polytraders/quant";

/** How long a message is on its way. Milliseconds. */
export type LatencyModel =
  | { readonly kind: "constant"; readonly ms: number }
  /** Lognormal, from its median and 99th percentile. */
  | { readonly kind: "lognormal"; readonly p50Ms: number; readonly p99Ms: number }
  /** Drawn from measured latencies, each as likely as the others. */
  | { readonly kind: "sampled"; readonly measuredMs: readonly number[] };

/** No latency at all. */
export const NO_LATENCY: LatencyModel = { kind: "constant", ms: 0 };

/** Draws the next message's latency, whole milliseconds. */
export type LatencyDraw = () => number;

/** The smallest number a generator of 32 bits could have meant by 0. */
const PROBABILITY_MIN = 2 ** -33;

/**
 * A latency to draw from. The same model and generator give the same sequence.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for a model that describes no latency
 */
export function createLatency(model: LatencyModel, random: Random): LatencyDraw {
  switch (model.kind) {
    case "constant": {
      requireLatency(isLatency(model.ms), "a constant of 0 ms or more", String(model.ms));
      const ms = Math.round(model.ms);
      return () => ms;
    }
    case "lognormal": {
      const { p50Ms, p99Ms } = model;
      const isFit = p50Ms > 0 && p99Ms >= p50Ms && Number.isFinite(p99Ms);
      requireLatency(isFit, "0 < p50Ms <= p99Ms", `p50Ms ${p50Ms}, p99Ms ${p99Ms}`);
      const fit = fitLognormalLatency(p50Ms, p99Ms);
      return () => Math.round(latencyQuantile(fit, Math.max(random.next(), PROBABILITY_MIN)));
    }
    case "sampled":
    default: {
      const { measuredMs } = model;
      const isList = measuredMs.length > 0 && measuredMs.every(isLatency);
      requireLatency(isList, "measured latencies of 0 ms or more", `${measuredMs.length} of them`);
      const list = measuredMs.map(Math.round);
      return () => list[Math.floor(random.next() * list.length)] ?? 0;
    }
  }
}

function isLatency(ms: number): boolean {
  return ms >= 0 && Number.isFinite(ms);
}

function requireLatency(holds: boolean, expected: string, found: string): void {
  if (!holds) throw new PolytradersError("VENUE_COMMAND_INVALID", { expected, found });
}
