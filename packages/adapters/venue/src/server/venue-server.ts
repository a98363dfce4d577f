import type { Server } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Exchange, ListedMarket } from "../exchange/exchange.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { SessionStore } from "../gateway/sessions.ts";
import { contractAddressesOf, type ChainId } from "../signing/contract-addresses.ts";
import type { WalletRegistry } from "../signing/wallet-registry.ts";
import { balanceRoutes } from "./account/balance-routes.ts";
import { FunderBook } from "./account/funder-book.ts";
import { NotificationDesk } from "./account/notification-desk.ts";
import { notificationRoutes } from "./account/notification-routes.ts";
import { DataReader } from "./data/data-reader.ts";
import { dataV1Routes } from "./data/data-v1-routes.ts";
import { dataV2Routes } from "./data/data-v2-routes.ts";
import { gammaRoutes } from "./gamma/gamma-routes.ts";
import { historyRoutes } from "./history/history-routes.ts";
import { PriceHistory } from "./history/price-history.ts";
import { activityRoutes } from "./markets/activity-routes.ts";
import { builderRoutes } from "./rewards/builder-routes.ts";
import { BuilderTrades } from "./rewards/builder-trades.ts";
import { rewardRoutes, type RewardQueries } from "./rewards/reward-routes.ts";
import { heartbeatRoutes } from "./account/heartbeat-routes.ts";
import { keyRoutes } from "./account/key-routes.ts";
import { ownDataRoutes } from "./account/own-data-routes.ts";
import { createControlListener } from "./control/control-listener.ts";
import type { ControlPorts } from "./control/control-routes.ts";
import { ExchangePacer } from "./exchange-pacer.ts";
import { ArrivalLine } from "./http/arrival-line.ts";
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
import { OrderReadAhead } from "./orders/order-read-ahead.ts";
import { postingRoutes } from "./orders/post-orders.ts";
import { SignerRecovery } from "./orders/signer-recovery.ts";
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
  readonly rewards: RewardQueries;
  readonly chainId: ChainId;
  readonly clock: SystemClock;
  /** Exchange time per real time: 1 is real time, 0 stands still. */
  readonly speed: number;
  readonly listen: ListenAddress;
  /** Hangs the WebSocket channels on the HTTP server; answers what takes them down. */
  readonly attachChannels?: (server: Server) => { close(): void };
  readonly limits?: Partial<ListenerLimits>;
  readonly geoblock?: Geoblock;
  /** The control port; there is none without it. */
  readonly control?: {
    readonly listen: ListenAddress;
    /** What callers must send as `Authorization: Bearer`. */
    readonly token: string;
    /** Seed of simulated traders in markets that are added. */
    readonly seed: number;
    readonly installFaults?: ControlPorts["installFaults"];
  };
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
    line: new ArrivalLine(),
    onDefect,
  };
  const recovery = new SignerRecovery(onDefect);
  const server = createListener(limits, onDefect);
  const readers = readersOf(options);
  mountRoutes(server, clobRoutes(options, readers, recovery), door, { prefix: "", host: "" });
  mountRoutes(server, gammaRoutes(readers), door, { prefix: GAMMA_PREFIX, host: "gamma:" });
  mountRoutes(server, dataRoutes(readers), door, { prefix: DATA_PREFIX, host: "data:" });
  const place = await listen(server, options.listen);
  const control = await openControl(options, readers, door, limits).catch(
    async (error: unknown) => {
      await server.close();
      throw error;
    },
  );
  const channels = options.attachChannels?.(server.server);
  pacer.arm();
  return {
    addresses: {
      http: `http://${place}`,
      wsMarket: `ws://${place}/ws/market`,
      wsUser: `ws://${place}/ws/user`,
      gamma: `http://${place}${GAMMA_PREFIX}`,
      data: `http://${place}${DATA_PREFIX}`,
      control: control?.address ?? null,
    },
    pacer,
    close: async () => {
      pacer.stop();
      channels?.close();
      recovery.close();
      server.server.closeAllConnections();
      control?.server.server.closeAllConnections();
      await Promise.all([server.close(), control?.server.close()]);
    },
  };
}

async function openControl(
  { exchange, control, wallets }: VenueServerOptions,
  { funders }: Readers,
  door: FrontDoor,
  limits: ListenerLimits,
): Promise<{ server: FastifyInstance; address: string } | undefined> {
  if (control === undefined) return undefined;
  const { seed, token, installFaults } = control;
  const ports: ControlPorts = {
    exchange,
    pacer: door.pacer,
    wallets,
    funders,
    seed,
    ...(installFaults === undefined ? {} : { installFaults }),
  };
  const server = createControlListener(ports, token, { door, limits });
  return { server, address: `http://${await listen(server, control.listen)}` };
}

/** What listens to the exchange so that routes can answer without searching. */
interface Readers {
  readonly exchange: Exchange;
  readonly history: PriceHistory;
  readonly collateral: string;
  readonly listedAtOf: (market: ListedMarket) => string;
  readonly reader: DataReader;
  readonly funders: FunderBook;
}

function readersOf({ exchange, chainId }: VenueServerOptions): Readers {
  const listedAt = new Map<string, string>();
  exchange.subscribe((event) => {
    if (event.kind === "market_listed") listedAt.set(event.conditionId, isoSeconds(event.timeMs));
  });
  const startedAt = isoSeconds(exchange.nowMs);
  return {
    exchange,
    history: new PriceHistory(exchange),
    collateral: contractAddressesOf(chainId).collateral,
    listedAtOf: ({ terms }) => listedAt.get(terms.conditionId) ?? startedAt,
    reader: new DataReader(exchange),
    funders: new FunderBook(),
  };
}

function dataRoutes(readers: Readers): readonly Route[] {
  return [...dataV1Routes(readers.exchange, readers.reader), ...dataV2Routes(readers)];
}

function clobRoutes(
  options: VenueServerOptions,
  readers: Readers,
  recovery: SignerRecovery,
): readonly Route[] {
  const { exchange, sessions, gateway, wallets, chainId, rewards } = options;
  const { collateral, funders, history } = readers;
  const startDate = isoSeconds(exchange.nowMs).slice(0, 10);
  const marketOfToken = (tokenId: string): ListedMarket["terms"] | undefined =>
    exchange.marketOfToken(tokenId)?.terms;
  const readAhead = new OrderReadAhead({ chainId, marketOfToken }, recovery);
  return [
    ...venueStatusRoutes(gateway, options.geoblock ?? NOWHERE),
    ...marketRoutes(readers),
    ...tokenRoutes(exchange),
    ...activityRoutes(exchange),
    ...historyRoutes(exchange, history),
    ...keyRoutes({
      exchange,
      sessions,
      funders,
      onWalletProved: (signer) => void wallets.claim(signer, signer),
    }),
    ...postingRoutes({ exchange, chainId, wallets, marketOfToken, funders, readAhead }),
    ...cancellingRoutes(exchange),
    ...ownDataRoutes(exchange),
    ...balanceRoutes({ exchange, chainId, wallets, funders }),
    ...heartbeatRoutes(exchange),
    ...notificationRoutes(new NotificationDesk(exchange, sessions)),
    ...rewardRoutes({ exchange, rewards, funders, collateral, startDate }),
    ...builderRoutes(exchange, new BuilderTrades(exchange)),
  ];
}
