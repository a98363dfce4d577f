export { startVenue, type StartVenueOptions } from "./start-venue.ts";
export { createSystemClock, type SystemClock } from "./system-clock.ts";
export { LISTENER_LIMITS, type ListenerLimits } from "./http/venue-listener.ts";
export {
  type ListenAddress,
  serveVenue,
  type VenueAddresses,
  type VenueServer,
  type VenueServerOptions,
} from "./venue-server.ts";
export type { RewardQueries } from "./rewards/reward-routes.ts";
export type { Geoblock } from "./venue-status-routes.ts";
