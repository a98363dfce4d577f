import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { RequestTape } from "./request-tape.ts";

const HEAD_END = "\r\n\r\n";
const STATUS_AT = "HTTP/1.1 ".length;

// All connections read into the same memory.
const received = Buffer.allocUnsafe(65_536);

interface Pending {
  readonly request: Buffer;
  readonly dueAtMs: number;
}

/**
 * Posts ready-made requests over kept connections, one at a time on each, at a steady rate. A time is
 * counted from when the request was due, so that a server which stalls cannot hide it.
 */
export class RequestSender {
  readonly #connections: Connection[] = [];
  readonly #idle: Connection[] = [];
  readonly #waiting: Pending[] = [];
  readonly latenciesMs: number[] = [];
  readonly refusals = new Map<string, number>();

  async open(port: number, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const connection = new Connection(port, (own, status, body) => {
        this.#answered(own, status, body);
      });
      await once(connection.socket, "connect");
      this.#connections.push(connection);
      this.#idle.push(connection);
    }
  }

  /** Sends a part of a tape; resolves when every request of it has been answered. */
  async send(tape: RequestTape, perSecond: number, from = 0, end = tape.length): Promise<void> {
    const expected = this.latenciesMs.length + end - from;
    const startedAtMs = performance.now();
    let next = from;
    while (next < end) {
      const nowMs = performance.now();
      while (next < end) {
        const dueAtMs = startedAtMs + ((next - from) * 1_000) / perSecond;
        if (dueAtMs > nowMs) break;
        this.#waiting.push({ request: tape.at(next), dueAtMs });
        next += 1;
      }
      this.#post();
      await new Promise((wake) => setTimeout(wake, 1));
    }
    while (this.latenciesMs.length < expected) await new Promise((wake) => setTimeout(wake, 5));
  }

  close(): void {
    for (const { socket } of this.#connections) socket.destroy();
  }

  #post(): void {
    while (this.#waiting.length > 0 && this.#idle.length > 0) {
      const pending = this.#waiting.shift();
      const connection = this.#idle.pop();
      if (pending !== undefined) connection?.post(pending);
    }
  }

  #answered(connection: Connection, status: string, body: string): void {
    this.latenciesMs.push(performance.now() - connection.dueAtMs);
    if (status !== "200") {
      const reason = `${status} ${body.slice(0, 120)}`;
      this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
    }
    this.#idle.push(connection);
    this.#post();
  }
}

class Connection {
  readonly socket: Socket;
  dueAtMs = 0;
  isBusy = false;
  #text = "";
  readonly #answered: (own: Connection, status: string, body: string) => void;

  constructor(port: number, answered: (own: Connection, status: string, body: string) => void) {
    this.#answered = answered;
    this.socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: received,
        callback: (count) => {
          this.#read(received.toString("latin1", 0, count));
          return true;
        },
      },
    });
    this.socket.on("close", () => {
      if (this.isBusy) throw new Error("the server has closed a connection without an answer");
    });
  }

  post({ request, dueAtMs }: Pending): void {
    this.dueAtMs = dueAtMs;
    this.isBusy = true;
    this.socket.write(request);
  }

  #read(text: string): void {
    this.#text += text;
    const headEnd = this.#text.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#text)?.[1]);
    const bodyAt = headEnd + HEAD_END.length;
    if (this.#text.length < bodyAt + length) return;
    const status = this.#text.slice(STATUS_AT, STATUS_AT + 3);
    const body = this.#text.slice(bodyAt);
    this.#text = "";
    this.isBusy = false;
    this.#answered(this, status, body);
  }
}
