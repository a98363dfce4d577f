import type { Server } from "node:http";
import type { Exchange, ListedMarket } from "../exchange/exchange.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { SessionStore } from "../gateway/sessions.ts";
import { contractAddressesOf, type ChainId } from "../signing/contract-addresses.ts";
import type { WalletRegistry } from "../signing/wallet-registry.ts";
import { balanceRoutes } from "./account/balance-routes.ts";
import { FunderBook } from "./account/funder-book.ts";
import { heartbeatRoutes } from "./account/heartbeat-routes.ts";
import { keyRoutes } from "./account/key-routes.ts";
import { ownDataRoutes } from "./account/own-data-routes.ts";
import { ExchangePacer } from "./exchange-pacer.ts";
import { mountRoutes, type FrontDoor } from "./http/mount-routes.ts";
import type { Route } from "./http/route.ts";
import {
  createListener,
  listen,
  LISTENER_LIMITS,
  type ListenerLimits,
} from "./http/venue-listener.ts";
import { isoSeconds } from "./markets/market-object.ts";
import { marketRoutes } from "./markets/market-routes.ts";
import { tokenRoutes } from "./markets/token-routes.ts";
import { cancellingRoutes } from "./orders/cancel-orders.ts";
import { postingRoutes } from "./orders/post-orders.ts";
import type { SystemClock } from "./system-clock.ts";
import { venueStatusRoutes, type Geoblock } from "./venue-status-routes.ts";

/** Where to listen. Port 0 means any free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Everything that a server serves and how. */
export interface VenueServerOptions {
  readonly exchange: Exchange;
  readonly sessions: SessionStore;
  readonly gateway: Gateway;
  readonly wallets: WalletRegistry;
  readonly chainId: ChainId;
  readonly clock: SystemClock;
  /** Exchange time per real time: 1 is real time, 0 stands still. */
  readonly speed: number;
  readonly listen: ListenAddress;
  /** Hangs the WebSocket channels on the HTTP server; answers what takes them down. */
  readonly attachChannels?: (server: Server) => { close(): void };
  readonly limits?: Partial<ListenerLimits>;
  readonly geoblock?: Geoblock;
  /** Hears of defects that clients only see as failures. */
  readonly onDefect?: (error: unknown) => void;
}

/** Absolute addresses of a running server. */
export interface VenueAddresses {
  readonly http: string;
  readonly wsMarket: string;
  readonly wsUser: string;
  readonly gamma: string;
  readonly data: string;
  /** `null` when there is no control port. */
  readonly control: string | null;
}

/** A running server. */
export interface VenueServer {
  readonly addresses: VenueAddresses;
  readonly pacer: ExchangePacer;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** Path prefixes of the two other hosts. */
const GAMMA_PREFIX = "/gamma";
const DATA_PREFIX = "/data-api";

const NOWHERE: Geoblock = { blocked: false, country: "ES", region: "MD" };

/**
 * Serves an exchange over Polymarket's protocol.
 *
 * @throws PolytradersError `VENUE_LISTEN_FAILED` when an address cannot be listened on
 */
export async function serveVenue(options: VenueServerOptions): Promise<VenueServer> {
  const { exchange, clock, speed } = options;
  const onDefect = options.onDefect ?? (() => undefined);
  const limits: ListenerLimits = { ...LISTENER_LIMITS, ...options.limits };
  const pacer = new ExchangePacer(exchange, clock, speed);
  const door: FrontDoor = {
    gateway: options.gateway,
    sessions: options.sessions,
    pacer,
    chainId: options.chainId,
    onDefect,
  };
  const server = createListener(limits, onDefect);
  mountRoutes(server, clobRoutes(options), door, { prefix: "", host: "" });
  const place = await listen(server, options.listen);
  const channels = options.attachChannels?.(server.server);
  pacer.arm();
  return {
    addresses: {
      http: `http://${place}`,
      wsMarket: `ws://${place}/ws/market`,
      wsUser: `ws://${place}/ws/user`,
      gamma: `http://${place}${GAMMA_PREFIX}`,
      data: `http://${place}${DATA_PREFIX}`,
      control: null,
    },
    pacer,
    close: async () => {
      pacer.stop();
      channels?.close();
      server.server.closeAllConnections();
      await server.close();
    },
  };
}

function clobRoutes(options: VenueServerOptions): readonly Route[] {
  const { exchange, sessions, gateway, wallets, chainId } = options;
  const funders = new FunderBook();
  const listedAt = new Map<string, string>();
  exchange.subscribe((event) => {
    if (event.kind === "market_listed") listedAt.set(event.conditionId, isoSeconds(event.timeMs));
  });
  const startedAt = isoSeconds(exchange.nowMs);
  const listedAtOf = ({ terms }: ListedMarket): string =>
    listedAt.get(terms.conditionId) ?? startedAt;
  const { collateral } = contractAddressesOf(chainId);
  const marketOfToken = (tokenId: string): ListedMarket["terms"] | undefined =>
    exchange.marketOfToken(tokenId)?.terms;
  return [
    ...venueStatusRoutes(gateway, options.geoblock ?? NOWHERE),
    ...marketRoutes({ exchange, collateral, listedAtOf }),
    ...tokenRoutes(exchange),
    ...keyRoutes({
      exchange,
      sessions,
      onWalletProved: (signer) => void wallets.claim(signer, signer),
    }),
    ...postingRoutes({ exchange, chainId, wallets, marketOfToken, funders }),
    ...cancellingRoutes(exchange),
    ...ownDataRoutes(exchange),
    ...balanceRoutes({ exchange, chainId, wallets, funders }),
    ...heartbeatRoutes(exchange),
  ];
}
