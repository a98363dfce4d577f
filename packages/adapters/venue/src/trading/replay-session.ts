import {
  createSeededRandom,
  PolytradersError,
  type MarketDataSource,
  type MarketDefinition,
  type MarketTerms,
  type MicroUsd,
} from "@polytraders/core";
import type { LinkLatency } from "../latency/latent-link.ts";
import { createLatency, type LatencyModel } from "../latency/latency-model.ts";
import { createReplayedMarkets } from "../replay/replay-feed.ts";
import type { ReplayedBookModel } from "../replay/replayed-book-options.ts";
import { openVenue, type VenueOptions } from "../venue/open-venue.ts";
import { FrameCursor } from "./frame-cursor.ts";
import type { KernelDriver } from "./kernel-driver.ts";
import { MarketNames } from "./market-names.ts";
import { DelayedFeed, RecordedFeed } from "./recorded-feed.ts";
import { RecordedMarkets } from "./recorded-markets.ts";
import { createSession } from "./session-loop.ts";
import { tradedDefinitionOf, venueTermsOf } from "./session-terms.ts";
import type { TradingSession } from "./trading-session.ts";
import { createVenueGateway, type VenueGatewayOptions } from "./venue-gateway.ts";

/** How long messages between a session's kernel and its venue are on their way; zero by default. */
export interface SessionLatency extends LinkLatency {
  /** From the exchange to the kernel, of market data. */
  readonly feed?: LatencyModel;
}

/** What every session is opened with. Everything but the money has a default. */
export interface SessionOptions
  extends
    Pick<
      VenueOptions,
      "faults" | "settlement" | "chain" | "resolution" | "rateLimits" | "selfTradePrevention"
    >,
    Pick<VenueGatewayOptions, "account" | "messagesPerSecond" | "answerTimeoutMs" | "geoblock"> {
  /** Money that the account begins with. */
  readonly cashMicroUsd: MicroUsd;
  /** Part of every order id; `session` by default. */
  readonly runId?: string;
  /** Of everything random; 1 by default. */
  readonly seed?: number;
  readonly latency?: SessionLatency;
}

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
  const { source, termsOf, model = {}, runId = "session", seed = 1, latency = {} } = options;
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
  const gateway = createVenueGateway({
    ...gatewayOptionsOf(options),
    venue,
    names,
    runId,
    seed,
    cashMicroUsd: options.cashMicroUsd,
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
    feed,
    markets: definitions,
    origin: source.origin,
    startMs,
    onAttached: (attached) => {
      driver = attached;
    },
  });
}

/** What of a session's options is the venue's. */
export function venueOptionsOf(options: SessionOptions): Partial<VenueOptions> {
  const { faults, settlement, chain, resolution, rateLimits, selfTradePrevention } = options;
  return {
    ...(faults === undefined ? {} : { faults }),
    ...(settlement === undefined ? {} : { settlement }),
    ...(chain === undefined ? {} : { chain }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(rateLimits === undefined ? {} : { rateLimits }),
    ...(selfTradePrevention === undefined ? {} : { selfTradePrevention }),
  };
}

/** What of a session's options is the gateway's. */
export function gatewayOptionsOf(options: SessionOptions): Partial<VenueGatewayOptions> {
  const { account, messagesPerSecond, answerTimeoutMs, geoblock, latency } = options;
  return {
    ...(account === undefined ? {} : { account }),
    ...(messagesPerSecond === undefined ? {} : { messagesPerSecond }),
    ...(answerTimeoutMs === undefined ? {} : { answerTimeoutMs }),
    ...(geoblock === undefined ? {} : { geoblock }),
    ...(latency === undefined ? {} : { latency }),
  };
}
