import { connect, type Socket } from "node:net";

/** One WebSocket connection whose frames are written byte by byte. */
export class WebSocketWire {
  readonly #socket: Socket;
  #heard: Buffer = Buffer.alloc(0);
  #isOpen = false;
  #wake: (() => void) | undefined;
  /** Texts heard since they were last taken. */
  texts: string[] = [];
  pongCount = 0;
  isClosed = false;
  /** First line of the handshake's answer. */
  statusLine = "";
  closeCode: number | undefined;
  closeReason = "";

  constructor(address: string, { isReading = true } = {}) {
    const { port, pathname } = new URL(address);
    const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    this.#socket = socket;
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.isClosed = true;
      this.#wake?.();
    });
    socket.on("data", (chunk) => {
      this.#heard = this.#heard.length === 0 ? chunk : Buffer.concat([this.#heard, chunk]);
      this.#read();
      if (this.#isOpen && !isReading) socket.pause();
      this.#wake?.();
    });
    socket.write(handshake(pathname));
  }

  /** True once the venue takes no more bytes, which one who never reads learns by writing. */
  get isCut(): boolean {
    return this.isClosed || !this.#socket.writable;
  }

  write(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Until the condition holds or the connection has ended. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone() && !this.isClosed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    this.#wake = undefined;
  }

  /** Sends a text and a PING, and waits for what comes before the PONG. */
  async say(frames: Buffer): Promise<void> {
    const before = this.pongCount;
    this.write(Buffer.concat([frames, frameOf(0x1, Buffer.from("PING"))]));
    await this.until(() => this.pongCount > before);
  }

  #read(): void {
    if (!this.#isOpen) {
      const end = this.#heard.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.statusLine = this.#heard.toString("latin1", 0, this.#heard.indexOf("\r\n"));
      this.#heard = this.#heard.subarray(end + 4);
      this.#isOpen = true;
    }
    for (;;) {
      const frame = firstFrame(this.#heard);
      if (frame === null) return;
      this.#heard = this.#heard.subarray(frame.length);
      this.#take(frame.opcode, frame.payload);
    }
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === 8) {
      this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.closeReason = payload.subarray(2).toString("utf8");
      this.#socket.destroy();
    } else if (opcode === 1) {
      const text = payload.toString("utf8");
      if (text === "PONG") this.pongCount += 1;
      else this.texts.push(text);
    }
  }
}

function handshake(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
}

function firstFrame(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 127;
  const headLength = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < headLength) return null;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : bytes.readUInt32BE(6);
  const length = headLength + size;
  if (bytes.length < length) return null;
  return { opcode: (bytes[0] ?? 0) & 15, payload: bytes.subarray(headLength, length), length };
}

/** How a frame departs from a proper one. */
export interface FrameShape {
  readonly isFinal?: boolean;
  readonly isMasked?: boolean;
  /** The three reserved bits. */
  readonly reserved?: number;
  /** Length that the header tells instead of the true one. */
  readonly toldLength?: number;
  /** Writes the length in eight bytes, however short it is. */
  readonly isLongForm?: boolean;
}

/** A client's frame. */
export function frameOf(opcode: number, payload: Buffer, shape: FrameShape = {}): Buffer {
  const { isFinal = true, isMasked = true, reserved = 0, isLongForm = false } = shape;
  const told = shape.toldLength ?? payload.length;
  const masking = isMasked ? 128 : 0;
  const first = (isFinal ? 128 : 0) | (reserved << 4) | opcode;
  let head: Buffer;
  if (told < 126 && !isLongForm) head = Buffer.from([first, masking | told]);
  else if (told < 65_536 && !isLongForm) {
    head = Buffer.from([first, masking | 126, told >> 8, told & 255]);
  } else {
    head = Buffer.alloc(10);
    head[0] = first;
    head[1] = masking | 127;
    head.writeBigUInt64BE(BigInt(told), 2);
  }
  if (!isMasked) return Buffer.concat([head, payload]);
  const mask = Buffer.from([1, 2, 3, 4]);
  const masked = Buffer.from(payload);
  for (let at = 0; at < masked.length; at += 1) masked[at] = (masked[at] ?? 0) ^ ((at & 3) + 1);
  return Buffer.concat([head, mask, masked]);
}
