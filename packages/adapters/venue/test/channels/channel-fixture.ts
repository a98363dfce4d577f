import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { createFeed, type FeedOptions } from "../../src/feed/market-feed.ts";
import { createUserFeed } from "../../src/feed/user-feed.ts";
import { attachChannels, type Channels } from "../../src/server/channels/attach-channels.ts";
import { createSystemClock } from "../../src/server/system-clock.ts";
import type { ChannelLimits } from "../../src/server/channels/channel-options.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";

/** Delays up to this are the gathering of frames; they pass by themselves. */
const FLUSH_MS_MAX = 10;

const SYSTEM_CLOCK = createSystemClock();

export const CREDENTIALS = {
  apiKey: "11111111-1111-4111-8111-111111111111",
  secret: "s",
  passphrase: "p",
};

/** A client that keeps what it gets, for tests. */
export class TestClient {
  readonly #ws: WebSocket;
  readonly texts: string[] = [];
  #taken = 0;
  #wake: () => void = () => undefined;
  closed: { readonly code: number; readonly reason: string } | undefined;

  constructor(url: string) {
    this.#ws = new WebSocket(url);
    this.#ws.on("message", (data: Buffer) => {
      this.texts.push(data.toString("utf8"));
      this.#wake();
    });
    this.#ws.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString("utf8") };
      this.#wake();
    });
    this.#ws.on("error", () => undefined);
  }

  async opened(): Promise<this> {
    await once(this.#ws, "open");
    return this;
  }

  send(message: unknown): void {
    this.#ws.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  ping(): Promise<unknown> {
    this.#ws.ping("abc");
    return once(this.#ws, "pong");
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  /** The next message that has not been taken. */
  async next(): Promise<string> {
    while (this.#taken >= this.texts.length) {
      if (this.closed !== undefined) throw new Error(`closed: ${this.closed.code}`);
      await this.#woken();
    }
    this.#taken += 1;
    return this.texts[this.#taken - 1] ?? "";
  }

  /** Everything that comes until the answer to a PING. */
  async untilPong(): Promise<string[]> {
    this.send("PING");
    const found: string[] = [];
    for (;;) {
      const text = await this.next();
      if (text === "PONG") return found;
      found.push(text);
    }
  }

  async untilClosed(): Promise<{ readonly code: number; readonly reason: string }> {
    while (this.closed === undefined) await this.#woken();
    return this.closed;
  }

  close(): void {
    this.#ws.close();
  }

  #woken(): Promise<void> {
    return new Promise((wake) => {
      this.#wake = wake;
    });
  }
}

/** Channels on a free port, with the venue's timers in the test's hand. */
export class ChannelFixture {
  readonly #server = createServer();
  readonly #exchange: Exchange;
  readonly #options: {
    readonly limits?: Partial<ChannelLimits>;
    readonly faults?: FeedOptions["faults"];
  };
  readonly #timers = new Set<() => void>();
  channels: Channels | undefined;
  #port = 0;

  constructor(
    exchange: Exchange,
    options: {
      readonly limits?: Partial<ChannelLimits>;
      readonly faults?: FeedOptions["faults"];
    } = {},
  ) {
    this.#exchange = exchange;
    this.#options = options;
  }

  async listen(): Promise<this> {
    const { limits, faults } = this.#options;
    const exchange = this.#exchange;
    this.channels = attachChannels(this.#server, {
      exchange,
      feed: createFeed({ exchange, ...(faults && { faults }) }),
      userFeed: createUserFeed({ exchange }),
      sessions: {
        authenticate: ({ apiKey, secret, passphrase }) =>
          secret === CREDENTIALS.secret && passphrase === CREDENTIALS.passphrase
            ? { apiKey, secret, passphrase, signer: "0x0", nonce: 0, kind: "trading" }
            : undefined,
      },
      timers: {
        nowMs: () => performance.now(),
        after: (delayMs, run) => {
          if (delayMs <= FLUSH_MS_MAX) return SYSTEM_CLOCK.after(delayMs, run);
          this.#timers.add(run);
          return () => this.#timers.delete(run);
        },
        soon: (run) => setImmediate(run),
      },
      ...(limits && { limits }),
    });
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Lets all delays pass that run now. */
  passTime(): void {
    for (const run of this.#timers) {
      this.#timers.delete(run);
      run();
    }
  }

  client(path: string): Promise<TestClient> {
    return new TestClient(`ws://127.0.0.1:${this.#port}${path}`).opened();
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    this.channels?.close();
    this.passTime();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
