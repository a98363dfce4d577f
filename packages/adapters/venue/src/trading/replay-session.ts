import {
  createSeededRandom,
  PolytradersError,
  type MarketDataSource,
  type MarketDefinition,
  type MarketTerms,
} from "@polytraders/core";
import { createLatency } from "../latency/latency-model.ts";
import { createReplayedMarkets } from "../replay/replay-feed.ts";
import type { ReplayedBookModel } from "../replay/replayed-book-options.ts";
import { openVenue } from "../venue/open-venue.ts";
import { FrameCursor } from "./frame-cursor.ts";
import type { KernelDriver } from "./kernel-driver.ts";
import { MarketNames } from "./market-names.ts";
import { DelayedFeed, RecordedFeed } from "./recorded-feed.ts";
import { RecordedMarkets } from "./recorded-markets.ts";
import { MomentRounds } from "./moment-rounds.ts";
import { createSession } from "./session-loop.ts";
import {
  gatewayOptionsOf,
  SESSION_DEFAULTS,
  venueOptionsOf,
  type SessionOptions,
} from "./session-options.ts";
import { tradedDefinitionOf, venueTermsOf } from "./session-terms.ts";
import type { TradingSession } from "./trading-session.ts";
import { createVenueGateway } from "./venue-gateway.ts";

/** How a recording is traded on. */
export interface ReplaySessionOptions extends SessionOptions {
  readonly source: MarketDataSource;
  /** What is known of a market's terms beyond its definition, and before it. */
  readonly termsOf?: (definition: MarketDefinition) => Partial<MarketTerms> | undefined;
  /** How our orders live in the recorded books; strict by default. */
  readonly model?: Partial<ReplayedBookModel>;
}

/**
 * Opens recordings for trading: the rows reach the kernel as they are, the venue follows the markets
 * that are traded, and no order is filled by more than the record shows.
 *
 * @throws PolytradersError `DATA_NOTHING_IMPORTED` for an empty source, `VENUE_COMMAND_INVALID` for
 *   two markets of the same id or an impossible latency
 */
export async function openReplaySession(options: ReplaySessionOptions): Promise<TradingSession> {
  const { source, termsOf, model = {}, latency = {}, seed = SESSION_DEFAULTS.seed } = options;
  const cursor = new FrameCursor(source);
  await cursor.read();
  if (cursor.isOver) {
    throw new PolytradersError("DATA_NOTHING_IMPORTED", { found: "a source without rows" });
  }
  const startMs = cursor.atMs;
  const venue = openVenue({ ...venueOptionsOf(options), startMs, seed });
  const { exchange } = venue;
  const names = new MarketNames(
    source.markets.map((definition) => {
      const known = termsOf?.(definition);
      const terms = venueTermsOf(definition, known);
      return { definition: tradedDefinitionOf(definition, terms, known), terms };
    }),
  );
  const byDefinition = new Map(names.all.map(({ definition, terms }) => [definition, terms]));
  const definitions = names.all.map(({ definition }) => definition);
  const { markets } = createReplayedMarkets({
    exchange,
    definitions,
    makeTerms: (definition) => byDefinition.get(definition) ?? venueTermsOf(definition),
    model,
  });
  let driver: KernelDriver | null = null;
  const followed = new RecordedMarkets({
    markets,
    // Rewards depend on who else quotes, and the kernel's book is no help when it lags behind.
    isWatched: (index) => latency.feed !== undefined || names.all[index]?.terms.rewards !== null,
    kernelMarket: (index) => driver?.kernel.markets[index],
    isQuietIn: (index) => {
      const market = names.all[index];
      return market === undefined || gateway.isQuietIn(market);
    },
  });
  const rounds = new MomentRounds();
  const gateway = createVenueGateway({
    ...gatewayOptionsOf(options),
    venue,
    names,
    rounds,
    onSending: ({ index }) => followed.wake(index, exchange.nowMs),
  });
  const feed =
    latency.feed === undefined
      ? new RecordedFeed(cursor, followed)
      : new DelayedFeed(
          cursor,
          followed,
          createLatency(latency.feed, createSeededRandom(seed, "market feed")),
        );
  return createSession({
    venue,
    gateway,
    rounds,
    feed,
    markets: definitions,
    origin: source.origin,
    startMs,
    onAttached: (attached) => {
      driver = attached;
    },
  });
}
