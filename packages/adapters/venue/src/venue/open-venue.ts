import type { EpochMs } from "@polytraders/core";
import { createExchange } from "../exchange/create-exchange.ts";
import type { ExchangeOptions } from "../exchange/exchange-options.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { createFaultInjector, type VenueFaults } from "../faults/create-fault-injector.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { createFeed, type Feed } from "../feed/market-feed.ts";
import { createUserFeed, type UserFeed } from "../feed/user-feed.ts";
import { createGateway } from "../gateway/create-gateway.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { createRateLimiter, type RateLimitOptions } from "../gateway/rate-limits.ts";
import { createSessionStore } from "../gateway/session-store.ts";
import type { SessionStore, VenueSession } from "../gateway/sessions.ts";
import type { ChainId } from "../signing/contract-addresses.ts";
import { createWalletRegistry, type WalletRegistry } from "../signing/wallet-registry.ts";
import { populate } from "../world/populate.ts";
import type { WorldDocument } from "../world/world-document.ts";

/** What a venue is opened with. Everything but the start has a default. */
export interface VenueOptions extends Omit<ExchangeOptions, "faults" | "startMs"> {
  /** The venue's clock at the beginning. */
  readonly startMs: EpochMs;
  /** Markets, wallets and simulated traders; none by default. */
  readonly world?: WorldDocument;
  /** What goes wrong from the start; nothing by default. */
  readonly faults?: FaultPlan;
  /** The live venue's rate limits; none by default. */
  readonly rateLimits?: RateLimitOptions;
  /** API keys that exist from the beginning. */
  readonly sessions?: readonly VenueSession[];
  /** The chain that orders are signed for; Polygon (137) by default. */
  readonly chainId?: ChainId;
}

/** A whole venue in process: the exchange, its door, its feeds and what can go wrong with them. */
export interface Venue {
  readonly exchange: Exchange;
  readonly gateway: Gateway;
  readonly sessions: SessionStore;
  readonly wallets: WalletRegistry;
  readonly feed: Feed;
  readonly userFeed: UserFeed;
  readonly faults: VenueFaults;
  readonly seed: number;
  readonly chainId: ChainId;
}

const DEFAULT_SEED = 1;

/**
 * Opens a venue. It does no I/O and reads no clock: `exchange.advanceTo` makes time pass.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` when two markets of the world are the same
 */
export function openVenue(options: VenueOptions): Venue {
  const { world, faults: plan, rateLimits, startMs } = options;
  const seed = options.seed ?? DEFAULT_SEED;
  const sessions = createSessionStore({ seed, sessions: options.sessions ?? [] });
  const faults = createFaultInjector({
    seed,
    startMs,
    signerOf: (session) => sessions.byApiKey(session)?.signer ?? null,
    ...(plan === undefined ? {} : { plan }),
  });
  const exchange = createExchange({ ...options, seed, faults });
  faults.drive(exchange);
  const feed = createFeed({ exchange, faults });
  const userFeed = createUserFeed({ exchange, faults });
  const limiter = rateLimits === undefined ? {} : { rateLimits: createRateLimiter(rateLimits) };
  const gateway = createGateway({ exchange, faults, ...limiter });
  if (world !== undefined) populate(exchange, world, seed);
  return {
    exchange,
    gateway,
    sessions,
    wallets: createWalletRegistry(keysOf(options.sessions ?? [])),
    feed,
    userFeed,
    faults,
    seed,
    chainId: options.chainId ?? 137,
  };
}

/** Keys own their own addresses before anybody else can name them as wallets. */
function keysOf(sessions: readonly VenueSession[]): readonly (readonly [string, string])[] {
  return sessions.map(({ signer }) => [signer, signer]);
}
