import type { Random } from "@polytraders/core";
import { createLatency, type LatencyModel } from "./latency-model.ts";
import type { VenueTime } from "./venue-time.ts";

/**
 * A subscriber that hears everything later, in order: what drew a short latency waits for what was
 * sent before it.
 */
export function createLatentSubscriber<Frame>(
  options: { readonly time: VenueTime; readonly latency: LatencyModel; readonly random: Random },
  subscriber: (frame: Frame) => void,
): (frame: Frame) => void {
  const { time } = options;
  const draw = createLatency(options.latency, options.random);
  let heardAtMs = Number.NEGATIVE_INFINITY;
  return (frame) => {
    heardAtMs = Math.max(heardAtMs, time.nowMs + draw());
    time.schedule(heardAtMs, () => subscriber(frame));
  };
}
