import { once } from "node:events";
import { connect, type Socket } from "node:net";

const HEAD_END = "\r\n\r\n";
const STATUS_AT = "HTTP/1.1 ".length;

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
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      await once(socket, "connect");
      const connection = new Connection(socket, (own, status, body) => {
        this.#answered(own, status, body);
      });
      this.#connections.push(connection);
      this.#idle.push(connection);
    }
  }

  /** Resolves when every request has been answered. */
  async send(requests: readonly Buffer[], perSecond: number): Promise<void> {
    const expected = this.latenciesMs.length + requests.length;
    const startedAtMs = performance.now();
    let next = 0;
    while (next < requests.length) {
      const nowMs = performance.now();
      while (next < requests.length) {
        const request = requests[next];
        const dueAtMs = startedAtMs + (next * 1_000) / perSecond;
        if (request === undefined || dueAtMs > nowMs) break;
        this.#waiting.push({ request, dueAtMs });
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

  constructor(socket: Socket, answered: (own: Connection, status: string, body: string) => void) {
    this.socket = socket;
    socket.on("close", () => {
      if (this.isBusy) throw new Error("the server has closed a connection without an answer");
    });
    socket.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString("latin1");
      const headEnd = this.#text.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(this.#text)?.[1]);
      const bodyAt = headEnd + HEAD_END.length;
      if (this.#text.length < bodyAt + length) return;
      const status = this.#text.slice(STATUS_AT, STATUS_AT + 3);
      const body = this.#text.slice(bodyAt);
      this.#text = "";
      this.isBusy = false;
      answered(this, status, body);
    });
  }

  post({ request, dueAtMs }: Pending): void {
    this.dueAtMs = dueAtMs;
    this.isBusy = true;
    this.socket.write(request);
  }
}
