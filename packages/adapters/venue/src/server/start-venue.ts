import type { Server } from "node:http";
import { installFaults } from "../faults/install-faults.ts";
import type { Venue } from "../venue/open-venue.ts";
import { attachChannels } from "./channels/attach-channels.ts";
import type { ChannelLimits } from "./channels/channel-options.ts";
import type { ListenerLimits } from "./http/venue-listener.ts";
import { createSystemClock, type SystemClock } from "./system-clock.ts";
import { serveVenue, type ListenAddress, type VenueServer } from "./venue-server.ts";
import type { Geoblock } from "./venue-status-routes.ts";

/** How a venue is served. Everything has a default. */
export interface StartVenueOptions {
  /** `127.0.0.1` and any free port by default. */
  readonly listen?: ListenAddress;
  /** Exchange time per real time: 1 (default) is real time, 0 stands still. */
  readonly speed?: number;
  /** Opens the control port to whoever sends this token; there is none without it. */
  readonly controlToken?: string;
  /** The control port's own address; the same host and any free port by default. */
  readonly controlListen?: ListenAddress;
  readonly limits?: Partial<ListenerLimits>;
  readonly channelLimits?: Partial<ChannelLimits>;
  readonly geoblock?: Geoblock;
  readonly clock?: SystemClock;
  /** Hears of defects that clients only see as failures. */
  readonly onDefect?: (error: unknown) => void;
}

/**
 * Serves an open venue over HTTP and WebSocket.
 *
 * @throws PolytradersError `VENUE_LISTEN_FAILED` when an address cannot be listened on
 */
export function startVenue(venue: Venue, options: StartVenueOptions = {}): Promise<VenueServer> {
  const { exchange, sessions, feed, userFeed, faults, seed } = venue;
  const clock = options.clock ?? createSystemClock();
  const listen = options.listen ?? { host: "127.0.0.1", port: 0 };
  const { limits, geoblock, onDefect, channelLimits, controlToken: token } = options;
  return serveVenue({
    exchange,
    sessions,
    gateway: venue.gateway,
    wallets: venue.wallets,
    rewards: exchange.rewards,
    chainId: venue.chainId,
    clock,
    speed: options.speed ?? 1,
    listen,
    attachChannels: (server: Server) =>
      attachChannels(server, {
        exchange,
        feed,
        userFeed,
        sessions,
        timers: clock,
        ...(channelLimits === undefined ? {} : { limits: channelLimits }),
      }),
    ...(limits === undefined ? {} : { limits }),
    ...(geoblock === undefined ? {} : { geoblock }),
    ...(onDefect === undefined ? {} : { onDefect }),
    ...(token === undefined
      ? {}
      : {
          control: {
            listen: options.controlListen ?? { host: listen.host, port: 0 },
            token,
            seed,
            installFaults: (text) => installFaults(faults, text),
          },
        }),
  });
}
