import type { Exchange } from "../../exchange/exchange.ts";
import type { Feed } from "../../feed/market-feed.ts";
import type { UserFeed } from "../../feed/user-feed.ts";
import type { SessionStore } from "../../gateway/sessions.ts";

/** Real time for connections: when to give up on one, when a turn of the event loop has ended. */
export interface ChannelTimers {
  /** Milliseconds of a clock that only goes forward, or nearly so. */
  nowMs(): number;
  /** Runs once after a delay that does not keep the process alive; answers what takes it back. */
  after(delayMs: number, run: () => void): () => void;
  /** Runs once when the current turn of the event loop has ended (`setImmediate`). */
  soon(run: () => void): void;
}

/** What clients may ask of the channels. Everything has a default. */
export interface ChannelLimits {
  /** Bytes that may wait for one client; beyond it the connection is closed with code 1013. */
  readonly waitingBytesMax: number;
  /** Open connections of both channels together; the next one is refused with HTTP 503. */
  readonly connectionsMax: number;
  /** Size of one message from a client; a longer one closes its connection with code 1009. */
  readonly messageBytesMax: number;
  /** Token ids, or markets, that one connection may follow; what is beyond is left out. */
  readonly subscriptionsMax: number;
  /** A connection that follows nothing for this long is closed with code 1008. */
  readonly idleMsMax: number;
  /** Time a client has to answer a close before its socket is cut. */
  readonly closeMsMax: number;
}

export const CHANNEL_LIMITS: ChannelLimits = {
  waitingBytesMax: 8_388_608,
  connectionsMax: 10_000,
  messageBytesMax: 262_144,
  subscriptionsMax: 10_000,
  idleMsMax: 10_000,
  closeMsMax: 5_000,
};

/** What the channels are made of. */
export interface ChannelOptions {
  readonly exchange: Exchange;
  readonly feed: Feed;
  readonly userFeed: UserFeed;
  readonly sessions: Pick<SessionStore, "authenticate">;
  readonly timers: ChannelTimers;
  readonly limits?: Partial<ChannelLimits>;
}

/** What the channels have done so far. */
export interface ChannelCounts {
  readonly connectionCount: number;
  /** Messages handed to connections, dumps and answers included. */
  readonly sentFrameCount: number;
  readonly sentBytes: number;
  /** Connections closed because they did not read. */
  readonly slowReaderCount: number;
}

/** Codes the venue closes with, and why. */
export const CLOSE = {
  /** Nothing subscribed, or not a subscription. */
  policy: 1008,
  slowReader: 1013,
  goingAway: 1001,
} as const;
