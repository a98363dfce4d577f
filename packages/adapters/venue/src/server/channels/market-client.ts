import type { ClientConnection } from "./client-connection.ts";

/** Detail of the market channel: 1 is best prices only, 2 and 3 are all price levels. */
type ChannelLevel = 1 | 2 | 3;

/** What one client of the market channel follows. */
export interface MarketClient {
  readonly connection: ClientConnection;
  readonly tokenIds: Set<string>;
  hasSubscribed: boolean;
  /** Gets `best_bid_ask`, `new_market` and `market_resolved` too. */
  hasCustomFeatures: boolean;
  /** Subscribed with an empty list: news of all markets, no books. */
  followsNews: boolean;
  level: ChannelLevel;
}

export function createMarketClient(connection: ClientConnection): MarketClient {
  return {
    connection,
    tokenIds: new Set(),
    hasSubscribed: false,
    hasCustomFeatures: false,
    followsNews: false,
    level: 2,
  };
}
