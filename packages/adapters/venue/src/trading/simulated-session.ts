import { PolytradersError, type EpochMs } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import { createFeedSource } from "../feed/feed-source.ts";
import { openVenue } from "../venue/open-venue.ts";
import type { WorldDocument } from "../world/world-document.ts";
import { firstTokenFeed } from "./first-token-feed.ts";
import { MarketNames } from "./market-names.ts";
import { MomentRounds } from "./moment-rounds.ts";
import { createSession } from "./session-loop.ts";
import {
  gatewayOptionsOf,
  SESSION_DEFAULTS,
  venueOptionsOf,
  type SessionOptions,
} from "./session-options.ts";
import { latentFeed, SimulatedFeed } from "./simulated-feed.ts";
import type { TradingSession } from "./trading-session.ts";
import { createVenueGateway } from "./venue-gateway.ts";

/** How a world is traded in. */
export interface SimulatedSessionOptions extends SessionOptions {
  readonly world: WorldDocument;
  /** The venue's time at the beginning. */
  readonly startMs: EpochMs;
  /** Sets further traders going, once the world's markets are listed. */
  readonly traders?: (exchange: Exchange) => void;
}

/**
 * Opens a simulated world for trading. The kernel hears the venue's own feed, books first, everything once.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for a world without markets, with two that are the
 *   same, or for an impossible latency
 */
export function openSimulatedSession(options: SimulatedSessionOptions): TradingSession {
  const { world, startMs, traders, latency = {}, seed = SESSION_DEFAULTS.seed } = options;
  const venue = openVenue({ ...venueOptionsOf(options), world, startMs, seed });
  const { exchange } = venue;
  if (exchange.markets().length === 0) {
    throw new PolytradersError("VENUE_COMMAND_INVALID", {
      expected: "a world with a market to trade in",
      found: "no markets",
    });
  }
  traders?.(exchange);
  const told = firstTokenFeed(venue.feed);
  const heard = latency.feed === undefined ? told : latentFeed(told, exchange, latency.feed, seed);
  const source = createFeedSource({ exchange, feed: heard });
  source.writeSnapshots();
  const names = new MarketNames(
    source.markets.flatMap((definition) => {
      const terms = exchange.market(definition.marketId)?.terms;
      return terms === undefined ? [] : [{ definition, terms }];
    }),
  );
  const rounds = new MomentRounds();
  const gateway = createVenueGateway({ ...gatewayOptionsOf(options), venue, names, rounds });
  return createSession({
    venue,
    gateway,
    rounds,
    feed: new SimulatedFeed(exchange, source),
    markets: source.markets,
    origin: { ...source.origin, fingerprint: `seed ${seed}, ${source.origin.fingerprint}` },
    startMs,
  });
}
