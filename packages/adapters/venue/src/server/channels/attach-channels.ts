import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import {
  CHANNEL_LIMITS,
  CLOSE,
  type ChannelCounts,
  type ChannelLimits,
  type ChannelOptions,
} from "./channel-options.ts";
import { ClientConnection, type ConnectionServices } from "./client-connection.ts";
import { ConcatenationCache } from "./concatenation-cache.ts";
import { MarketChannel } from "./market-channel.ts";
import { UserChannel } from "./user-channel.ts";

/**
 * Time from one flush to the next for each client that is written to, and its bounds. What writing
 * takes of a busy venue's time then hardly depends on how many follow it: one client hears of an
 * order 2 ms later at most, a hundred 20 ms. A quiet venue writes at once.
 */
const FLUSH_MS_PER_CLIENT = 0.2;
const FLUSH_MS_MIN = 2;
const FLUSH_MS_MAX = 20;

/** Channels that hang on an HTTP server. */
export interface Channels {
  readonly counts: ChannelCounts;
  /** Takes no more clients and says goodbye to those there are; the HTTP server stays open. */
  close(): void;
}

/** Serves `/ws/market` and `/ws/user` on an HTTP server; other upgrades are answered with 404. */
export function attachChannels(server: Server, options: ChannelOptions): Channels {
  const limits: ChannelLimits = { ...CHANNEL_LIMITS, ...options.limits };
  const connections = new ConnectionSet(options, limits);
  const market = new MarketChannel(options, limits);
  const user = new UserChannel(options, limits);
  const accepters = new Map<string, (connection: ClientConnection) => void>([
    ["/ws/market", (connection) => market.accept(connection)],
    ["/ws/user", (connection) => user.accept(connection)],
  ]);
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // Answers to pings wait with everything else, where they are bounded.
    autoPong: false,
    maxPayload: limits.messageBytesMax,
  });

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const accept = accepters.get(pathOf(request));
    if (accept === undefined) return refuse(socket, "404 Not Found");
    if (connections.isFull) return refuse(socket, "503 Service Unavailable");
    upgrader.handleUpgrade(request, socket, head, (ws) => accept(connections.open(ws, socket)));
  }

  server.on("upgrade", onUpgrade);
  return {
    get counts() {
      return connections.counts;
    },
    close() {
      server.off("upgrade", onUpgrade);
      market.close();
      connections.closeAll();
    },
  };
}

/** Open connections, and the one flush of all of them together. */
class ConnectionSet implements ConnectionServices {
  readonly limits: ChannelLimits;
  readonly timers: ChannelOptions["timers"];
  readonly cache = new ConcatenationCache();
  readonly #open = new Set<ClientConnection>();
  #due: ClientConnection[] = [];
  #flushedAtMs = 0;
  #flushMs = FLUSH_MS_MIN;
  #sentFrameCount = 0;
  #sentBytes = 0;
  #slowReaderCount = 0;

  constructor({ timers }: ChannelOptions, limits: ChannelLimits) {
    this.limits = limits;
    this.timers = timers;
  }

  get isFull(): boolean {
    return this.#open.size >= this.limits.connectionsMax;
  }

  get counts(): ChannelCounts {
    return {
      connectionCount: this.#open.size,
      sentFrameCount: this.#sentFrameCount,
      sentBytes: this.#sentBytes,
      slowReaderCount: this.#slowReaderCount,
    };
  }

  open(ws: WebSocket, socket: Duplex): ClientConnection {
    const connection = new ClientConnection(ws, socket, this);
    this.#open.add(connection);
    connection.onClose(() => this.#open.delete(connection));
    return connection;
  }

  closeAll(): void {
    for (const connection of this.#open) connection.close(CLOSE.goingAway, "closing");
  }

  wantsFlush(connection: ClientConnection): void {
    this.#due.push(connection);
    if (this.#due.length > 1) return;
    const sinceMs = this.timers.nowMs() - this.#flushedAtMs;
    const isQuiet = sinceMs < 0 || sinceMs >= this.#flushMs;
    if (isQuiet) this.timers.soon(() => this.#flush());
    else this.timers.after(this.#flushMs - sinceMs, () => this.#flush());
  }

  wrote(frameCount: number, bytes: number): void {
    this.#sentFrameCount += frameCount;
    this.#sentBytes += bytes;
  }

  droppedSlowReader(): void {
    this.#slowReaderCount += 1;
  }

  #flush(): void {
    const due = this.#due;
    this.#due = [];
    for (const connection of due) connection.flush();
    this.cache.clear();
    this.#flushedAtMs = this.timers.nowMs();
    const flushMs = Math.round(due.length * FLUSH_MS_PER_CLIENT);
    this.#flushMs = Math.min(FLUSH_MS_MAX, Math.max(FLUSH_MS_MIN, flushMs));
  }
}

function pathOf({ url = "" }: IncomingMessage): string {
  const path = url.split("?", 1)[0] ?? "";
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
