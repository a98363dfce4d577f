import { Buffer } from "node:buffer";

const FINAL_TEXT = 0x81;
const FINAL_PONG = 0x8a;
const SHORT_BYTES_MAX = 125;
const MEDIUM_BYTES_MAX = 65_535;

/** A whole server-side WebSocket text frame, header and all, ready for any number of sockets. */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const frame = frameWithHeader(FINAL_TEXT, bytes);
  frame.write(text, frame.length - bytes, bytes, "utf8");
  return frame;
}

/** The answer to a protocol-level ping. */
export function pongFrame(payload: Buffer): Buffer {
  const frame = frameWithHeader(FINAL_PONG, payload.length);
  payload.copy(frame, frame.length - payload.length);
  return frame;
}

function frameWithHeader(firstByte: number, bytes: number): Buffer {
  if (bytes <= SHORT_BYTES_MAX) {
    const frame = Buffer.allocUnsafe(2 + bytes);
    frame[0] = firstByte;
    frame[1] = bytes;
    return frame;
  }
  if (bytes <= MEDIUM_BYTES_MAX) {
    const frame = Buffer.allocUnsafe(4 + bytes);
    frame[0] = firstByte;
    frame[1] = 126;
    frame.writeUInt16BE(bytes, 2);
    return frame;
  }
  const frame = Buffer.allocUnsafe(10 + bytes);
  frame[0] = firstByte;
  frame[1] = 127;
  frame.writeUInt32BE(0, 2);
  frame.writeUInt32BE(bytes, 6);
  return frame;
}
