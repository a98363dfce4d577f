import { once } from "node:events";
import { connect, type Socket } from "node:net";

const TEXT = 1;
const CLOSE = 8;
const HEAD_END = "\r\n\r\n";

// All clients read into the same memory, so that the load generator has nothing to collect.
const received = Buffer.allocUnsafe(262_144);

/**
 * A WebSocket client that counts messages and does nothing else, so that the load generator is not
 * what is measured.
 */
export class FrameCounter {
  readonly #socket: Socket;
  frames = 0;
  bytes = 0;
  /** The code that the server closed with; 0 while it has not said any. */
  closeCode = 0;
  #isClosed = false;
  #head = "";
  #isUpgraded = false;
  /** Bytes of the present frame that are still to come. */
  #left = 0;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(port: number) {
    this.#socket = connect({
      port,
      host: "127.0.0.1",
      onread: {
        buffer: received,
        callback: (count) => {
          this.#take(received.subarray(0, count));
          return true;
        },
      },
    });
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => {
      this.#isClosed = true;
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  static async open(port: number, tokenIds: readonly string[]): Promise<FrameCounter> {
    const counter = new FrameCounter(port);
    const socket = counter.#socket;
    await once(socket, "connect");
    socket.write(
      `GET /ws/market HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
        "Sec-WebSocket-Version: 13\r\n\r\n",
    );
    while (!counter.#isUpgraded) {
      if (counter.#isClosed) throw new Error("expected an upgrade");
      await new Promise((wake) => setTimeout(wake, 1));
    }
    counter.#subscribe(tokenIds);
    return counter;
  }

  /** Reads no more. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  #subscribe(tokenIds: readonly string[]): void {
    const text = JSON.stringify({ type: "market", assets_ids: tokenIds, initial_dump: true });
    const length = Buffer.byteLength(text);
    const header = Buffer.alloc(8);
    // A mask of zeros leaves the text as it is.
    header.set([0x81, 0x80 | 126]);
    header.writeUInt16BE(length, 2);
    this.#socket.write(Buffer.concat([header, Buffer.from(text)]));
  }

  #take(chunk: Buffer): void {
    if (this.#isUpgraded) return this.#read(chunk);
    this.#head += chunk.toString("latin1");
    if (!this.#head.includes(HEAD_END)) return;
    this.#isUpgraded = this.#head.startsWith("HTTP/1.1 101");
    if (!this.#isUpgraded) this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.bytes += chunk.length;
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (data.length > 0) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, data.length);
        this.#left -= taken;
        data = data.subarray(taken);
        continue;
      }
      const header = headerOf(data);
      if (header === undefined) break;
      const { opcode, bytes, length } = header;
      if (opcode === TEXT) this.frames += 1;
      if (opcode === CLOSE) {
        if (data.length < bytes + length) break;
        if (length >= 2) this.closeCode = data.readUInt16BE(bytes);
      }
      this.#left = length;
      data = data.subarray(bytes);
    }
    // The chunk's memory is read into again.
    this.#rest = data.length === 0 ? data : Buffer.from(data);
  }
}

function headerOf(
  data: Buffer,
): { readonly opcode: number; readonly bytes: number; readonly length: number } | undefined {
  if (data.length < 2) return undefined;
  const opcode = data.readUInt8(0) & 15;
  const short = data.readUInt8(1) & 127;
  if (short < 126) return { opcode, bytes: 2, length: short };
  if (data.length < (short === 126 ? 4 : 10)) return undefined;
  return short === 126
    ? { opcode, bytes: 4, length: data.readUInt16BE(2) }
    : { opcode, bytes: 10, length: data.readUInt32BE(6) };
}
