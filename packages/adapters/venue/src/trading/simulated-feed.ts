import {
  createBatch,
  createSeededRandom,
  RowFlag,
  RowKind,
  type EpochMs,
  type MarketDataBatch,
} from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { FeedSource } from "../feed/feed-source.ts";
import type { Feed } from "../feed/market-feed.ts";
import { createLatentSubscriber } from "../latency/latent-feed.ts";
import type { LatencyModel } from "../latency/latency-model.ts";
import type { KernelDriver } from "./kernel-driver.ts";
import type { SessionFeed } from "./session-feed.ts";

/** Time between two heartbeats, as often as clients of the venue ping it. */
const HEARTBEAT_MS = 10_000;

/** The venue's own feed, with the heartbeats of a connection to it. */
export class SimulatedFeed implements SessionFeed {
  readonly nextAtMs = Number.POSITIVE_INFINITY;
  readonly isStarved = false;
  readonly isOver = false;
  readonly isEndless = true;
  readonly endMs: EpochMs = 0;
  readonly #source: FeedSource;
  readonly #exchange: Exchange;
  readonly #heartbeat: MarketDataBatch = createBatch(1);
  #isHeartbeatDue = false;

  constructor(exchange: Exchange, source: FeedSource) {
    this.#exchange = exchange;
    this.#source = source;
    this.#heartbeat.length = 1;
    this.#heartbeat.kind[0] = RowKind.Heartbeat;
    this.#heartbeat.flags[0] = RowFlag.FrameEnd;
    this.#planHeartbeat(exchange.nowMs + HEARTBEAT_MS);
  }

  async read(): Promise<void> {}

  play(): void {
    // Nothing comes but from the venue.
  }

  drain(driver: KernelDriver): void {
    this.#source.drain((batch) => driver.apply(batch));
    if (!this.#isHeartbeatDue) return;
    this.#isHeartbeatDue = false;
    const { nowMs } = this.#exchange;
    this.#heartbeat.timeMs[0] = nowMs;
    this.#heartbeat.exchangeTimeMs[0] = nowMs;
    driver.apply(this.#heartbeat);
  }

  async close(): Promise<void> {
    this.#source.close();
  }

  #planHeartbeat(atMs: EpochMs): void {
    this.#exchange.schedule(atMs, () => {
      this.#isHeartbeatDue = true;
      this.#planHeartbeat(atMs + HEARTBEAT_MS);
    });
  }
}

/** A feed whose subscribers hear everything later; snapshots are asked for and come at once. */
export function latentFeed(
  feed: Feed,
  exchange: Exchange,
  latency: LatencyModel,
  seed: number,
): Feed {
  const random = createSeededRandom(seed, "market feed");
  return {
    subscribe: (subscriber, scope) =>
      feed.subscribe(
        createLatentSubscriber({ time: exchange, latency, random }, subscriber),
        scope,
      ),
    snapshot: (conditionId) => feed.snapshot(conditionId),
    isFrozen: (conditionId) => feed.isFrozen(conditionId),
  };
}
