import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { CLOSE, type ChannelLimits, type ChannelTimers } from "./channel-options.ts";
import type { ConcatenationCache } from "./concatenation-cache.ts";
import { pongFrame, textFrame } from "./websocket-frame.ts";

/** Bytes handed to a socket ahead of what the peer has read; the rest waits here, where it can be dropped. */
const SOCKET_BYTES_MAX = 262_144;

const PONG = textFrame("PONG");

/** What connections share. */
export interface ConnectionServices {
  readonly limits: ChannelLimits;
  readonly timers: ChannelTimers;
  readonly cache: ConcatenationCache;
  /** Called when a connection has something to write and has not said so this turn. */
  wantsFlush(connection: ClientConnection): void;
  wrote(frameCount: number, bytes: number): void;
  droppedSlowReader(): void;
}

/**
 * One client. Frames gather here during a turn of the event loop and leave in one write, shared with
 * clients that get the very same. While the client does not read they wait, up to a limit.
 */
export class ClientConnection {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #services: ConnectionServices;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isFlushDue = false;
  #isBlocked = false;
  #isClosing = false;
  #cancelIdle: (() => void) | undefined;

  constructor(ws: WebSocket, socket: Duplex, services: ConnectionServices) {
    this.#ws = ws;
    this.#socket = socket;
    this.#services = services;
    ws.on("ping", (payload: Buffer) => this.send(pongFrame(payload)));
    // A broken frame or connection: ws closes it, which is all there is to do.
    ws.on("error", () => undefined);
    ws.once("close", () => this.#end());
    socket.on("drain", () => {
      this.#isBlocked = false;
      this.flush();
    });
  }

  onMessage(hear: (text: string) => void): void {
    this.#ws.on("message", (data) => {
      if (this.#isClosing) return;
      const text = textOf(data);
      if (text === "PING" || text === "ping") this.send(PONG);
      else hear(text);
    });
  }

  onClose(run: () => void): void {
    this.#ws.once("close", run);
  }

  /** Closes the connection unless something is followed before the time is up. */
  startIdleTimer(): void {
    this.stopIdleTimer();
    const { idleMsMax } = this.#services.limits;
    this.#cancelIdle = this.#services.timers.after(idleMsMax, () => {
      this.close(CLOSE.policy, "no subscription");
    });
  }

  stopIdleTimer(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = undefined;
  }

  /** Queues a whole WebSocket frame, which must not change any more. */
  send(frame: Buffer): void {
    if (this.#isClosing) return;
    this.#waiting.push(frame);
    this.#waitingBytes += frame.length;
    if (this.#waitingBytes > this.#services.limits.waitingBytesMax) {
      this.#services.droppedSlowReader();
      return this.close(CLOSE.slowReader, "slow reader");
    }
    if (this.#isFlushDue || this.#isBlocked) return;
    this.#isFlushDue = true;
    this.#services.wantsFlush(this);
  }

  sendText(text: string): void {
    this.send(textFrame(text));
  }

  /** Writes what waits, as far as the client reads. */
  flush(): void {
    this.#isFlushDue = false;
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    while (!this.#isBlocked && !this.#isClosing && this.#waiting.length > 0) {
      const frames = this.#takeFrames();
      const bytes = this.#services.cache.joined(frames);
      this.#waitingBytes -= bytes.length;
      this.#services.wrote(frames.length, bytes.length);
      this.#socket.write(bytes);
      this.#isBlocked = this.#socket.writableLength > SOCKET_BYTES_MAX;
    }
  }

  /** Drops what waits and says why the connection ends; a client that does not answer is cut. */
  close(code: number, reason: string): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#drop();
    this.#ws.close(code, reason);
    const { timers, limits } = this.#services;
    const cancel = timers.after(limits.closeMsMax, () => this.#ws.terminate());
    this.#ws.once("close", cancel);
  }

  /** All that waits, or so much of it that the socket is handed a bounded amount. */
  #takeFrames(): readonly Buffer[] {
    const waiting = this.#waiting;
    if (this.#waitingBytes <= SOCKET_BYTES_MAX) {
      this.#waiting = [];
      return waiting;
    }
    let count = 0;
    let bytes = 0;
    while (count < waiting.length && bytes < SOCKET_BYTES_MAX) {
      bytes += waiting[count]?.length ?? 0;
      count += 1;
    }
    this.#waiting = waiting.slice(count);
    return waiting.slice(0, count);
  }

  #drop(): void {
    this.stopIdleTimer();
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #end(): void {
    this.#isClosing = true;
    this.#drop();
  }
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8");
}
