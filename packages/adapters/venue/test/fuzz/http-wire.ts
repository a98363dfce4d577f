import { connect, type Socket } from "node:net";

/** What came back for one request; status 0 when the server hung up without an answer. */
export interface WireAnswer {
  readonly status: number;
  readonly head: string;
  readonly text: string;
}

const HUNG_UP: WireAnswer = { status: 0, head: "", text: "" };

/** One keep-alive connection that sends bytes as they are. A new one is made when the server closes it. */
export class HttpWire {
  readonly #port: number;
  #socket: Socket | undefined;
  #heard: Buffer = Buffer.alloc(0);
  #isHead = false;
  #resolve: ((answer: WireAnswer) => void) | undefined;

  constructor(address: string) {
    this.#port = Number(new URL(address).port);
  }

  ask(bytes: Buffer, method: string): Promise<WireAnswer> {
    const { promise, resolve } = Promise.withResolvers<WireAnswer>();
    this.#resolve = resolve;
    this.#isHead = method === "HEAD";
    this.#open().write(bytes);
    return promise;
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket?.writable === true) return this.#socket;
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    this.#socket = socket;
    this.#heard = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      if (this.#socket !== socket) return;
      this.#heard = this.#heard.length === 0 ? chunk : Buffer.concat([this.#heard, chunk]);
      this.#read(socket, false);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#read(socket, true);
    });
    return socket;
  }

  #read(socket: Socket, isClosed: boolean): void {
    const resolve = this.#resolve;
    if (resolve === undefined) return;
    const parsed = answerIn(this.#heard, this.#isHead);
    if (parsed === null && !isClosed) return;
    this.#resolve = undefined;
    this.#heard = Buffer.alloc(0);
    // The next request must not race with the server's own hanging up.
    if (parsed !== null && /\r\nconnection: close/i.test(parsed.head)) {
      this.#socket = undefined;
      socket.destroy();
    }
    resolve(parsed ?? HUNG_UP);
  }
}

function answerIn(heard: Buffer, isHead: boolean): WireAnswer | null {
  const headEnd = heard.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const head = heard.toString("latin1", 0, headEnd);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? "0");
  if (status === 100) return answerIn(heard.subarray(headEnd + 4), isHead);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? "0");
  const start = headEnd + 4;
  if (/\r\ntransfer-encoding: chunked/i.test(head)) {
    const end = heard.indexOf("0\r\n\r\n", start);
    return end < 0 && !isHead
      ? null
      : { status, head, text: heard.toString("utf8", start, Math.max(start, end)) };
  }
  if (isHead) return { status, head, text: "" };
  return heard.length < start + length
    ? null
    : { status, head, text: heard.toString("utf8", start, start + length) };
}

/** Sends bytes over a connection of their own, ends it, and answers all that comes back. */
export function sendAndEnd(address: string, parts: readonly Buffer[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect({ port: Number(new URL(address).port), host: "127.0.0.1", noDelay: true });
  const heard: Buffer[] = [];
  socket.on("data", (chunk) => heard.push(chunk));
  socket.on("error", () => undefined);
  socket.on("close", () => resolve(Buffer.concat(heard).toString("utf8")));
  for (const part of parts) socket.write(part);
  socket.end();
  return promise;
}
