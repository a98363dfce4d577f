import type { EpochMs, MarketDataBatch } from "@polytraders/core";
import { EarliestFirst } from "./earliest-first.ts";
import { FrameWriter } from "./frame-writer.ts";
import { planMarket, planVenue, type Episode } from "./market-plan.ts";
import { profileOfMarket } from "./market-profile.ts";
import { MarketSimulator } from "./market-simulator.ts";
import { Random } from "./random.ts";
import { SYNTHETIC_SCENARIOS, type DemoOptions } from "./synthetic-options.ts";

/** Time between two heartbeats, as often as clients of the venue ping it. */
export const HEARTBEAT_MS = 10_000;

/** Stream number of what all markets share; markets use their own index. */
const VENUE_STREAM = 0xffff_ffff;

/** Runs all markets side by side, in time order, one batch at a time. */
export function* demoBatches(options: Required<DemoOptions>): Generator<MarketDataBatch> {
  const writer = new FrameWriter(options.isMirrored);
  const run: Episode = {
    fromMs: options.startTimeMs,
    toMs: options.startTimeMs + options.durationSeconds * 1_000,
  };
  const markets = new EarliestFirst(createMarkets(options, run));
  let heartbeatMs: EpochMs = run.fromMs;
  for (;;) {
    const market = markets.first;
    const marketMs = market?.nextMs ?? Infinity;
    if (Math.min(marketMs, heartbeatMs) >= run.toMs) break;
    if (heartbeatMs <= marketMs) {
      writer.begin(heartbeatMs, 0);
      writer.heartbeat();
      writer.end();
      heartbeatMs += HEARTBEAT_MS;
    } else {
      market?.step(writer);
      markets.settle();
    }
    if (writer.isFull) {
      yield writer.batch;
      writer.batch.length = 0;
    }
  }
  if (writer.batch.length > 0) yield writer.batch;
}

function createMarkets(options: Required<DemoOptions>, run: Episode): MarketSimulator[] {
  const venue = planVenue(run, new Random(options.seed, VENUE_STREAM));
  const speed = options.eventsPerSecond / SYNTHETIC_SCENARIOS.demo.eventsPerSecond;
  return Array.from({ length: options.markets }, (_, index) => {
    const random = new Random(options.seed, index);
    const profile = profileOfMarket(index);
    const plan = planMarket(profile, venue, options.lossEpisodes, random);
    return new MarketSimulator({ index, profile, plan, run, speed, random });
  });
}
