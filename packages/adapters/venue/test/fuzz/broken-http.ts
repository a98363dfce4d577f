import { CONDITION_ID, YES } from "../server/serve-venue.ts";
import type { Dice } from "./dice.ts";
import { mutateBytes } from "./mutate-json.ts";
import { mutantRequest, type Materials } from "./mutant-requests.ts";

const CRLF = "\r\n";

/**
 * Bytes that are no proper HTTP, in the pieces in which they are written: two lengths, chunks and a
 * length, pipelines, wrong versions, torn heads. The connection is half closed behind them.
 */
export function brokenHttp(dice: Dice, materials: Materials): readonly Buffer[] {
  const { bytes } = mutantRequest(dice, materials);
  const kind = dice.below(12);
  if (kind < 3) return [mutateBytes(bytes, dice)];
  if (kind === 3) return [bytes.subarray(0, dice.below(bytes.length))];
  if (kind === 4) return pieces(bytes, dice);
  if (kind === 5)
    return [
      Buffer.concat([
        bytes,
        ...Array.from({ length: dice.below(8) }, () => mutantRequest(dice, materials).bytes),
      ]),
    ];
  if (kind === 6) return [randomBytes(dice)];
  return [Buffer.from(smuggled(dice), "latin1")];
}

function pieces(bytes: Buffer, dice: Dice): Buffer[] {
  const at = dice.below(bytes.length);
  return [bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at + 1)];
}

function randomBytes(dice: Dice): Buffer {
  return Buffer.from(Array.from({ length: 1 + dice.below(300) }, () => dice.below(256)));
}

/** One request inside another, in the shapes that proxies and servers have disagreed about. */
function smuggled(dice: Dice): string {
  const inner = `DELETE /cancel-all HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`;
  const chunk = `${inner.length.toString(16)}${CRLF}${inner}${CRLF}0${CRLF}${CRLF}`;
  const start = dice.pick(["POST /books HTTP/1.1", "GET /ok HTTP/1.1", "POST /order HTTP/1.1"]);
  const heads: readonly (readonly string[])[] = [
    ["Content-Length: 0", `Content-Length: ${inner.length}`],
    [`Content-Length: ${inner.length}`, "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
    ["Transfer-Encoding: xchunked"],
    ["Transfer-Encoding : chunked"],
    ["Transfer-Encoding:\u000Bchunked"],
    [" Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked, gzip"],
    [`Content-Length: +${inner.length}`],
    ["Content-Length: -1"],
    ["Content-Length: 1e3"],
    ["Content-Length: 0x10"],
    ["Content-Length: 99999999999999999999"],
    ["Content-Length: 9007199254740993"],
    [`Content-Length: ${inner.length}, ${inner.length}`],
    ["Content-Length:"],
    ["Transfer-Encoding: chunked", "Trailer: POLY_API_KEY"],
    ["Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"],
    ["Connection: close, keep-alive, POLY_API_KEY"],
    ["Expect: 100-continue", `Content-Length: ${inner.length}`],
    ["Host: b", "Host: c"],
    ["X: a\nContent-Length: 5"],
    ["X: a\r Content-Length: 5"],
    ["Folded: a", " b"],
    [": empty"],
    ["no colon"],
    ["Nul\u0000: a"],
    ...Array.from({ length: 2 }, () => Array.from({ length: 3_000 }, (_, at) => `H${at}: a`)),
  ];
  const others: readonly string[] = [
    `GET /ok HTTP/9.9${CRLF}${CRLF}`,
    `GET /ok HTTP/0.9${CRLF}${CRLF}`,
    `GET /ok${CRLF}${CRLF}`,
    `GET  /ok HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `GET http://user:password@elsewhere/markets/${CONDITION_ID} HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `GET * HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `OPTIONS * HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `CONNECT elsewhere:443 HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `PRI * HTTP/2.0${CRLF}${CRLF}SM${CRLF}${CRLF}`,
    `get /ok HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `GET /book?token_id=${YES}\u00FF\u0080 HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `GET /\u0000 HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `GET ${"/a".repeat(9_000)} HTTP/1.1${CRLF}Host: a${CRLF}${CRLF}`,
    `GET /ok HTTP/1.0${CRLF}${CRLF}`,
    `POST /books HTTP/1.1${CRLF}Host: a${CRLF}Transfer-Encoding: chunked${CRLF}${CRLF}ffffffffffffffff${CRLF}`,
    `POST /books HTTP/1.1${CRLF}Host: a${CRLF}Transfer-Encoding: chunked${CRLF}${CRLF}-1${CRLF}a`,
    `POST /books HTTP/1.1${CRLF}Host: a${CRLF}Transfer-Encoding: chunked${CRLF}${CRLF}2;${"x=y;".repeat(9_000)}${CRLF}[]${CRLF}0${CRLF}${CRLF}`,
    `POST /books HTTP/1.1${CRLF}Host: a${CRLF}Transfer-Encoding: chunked${CRLF}${CRLF}2${CRLF}[]${CRLF}0${CRLF}${"T: a\r\n".repeat(4_000)}${CRLF}`,
    `GET /ws/market HTTP/1.1${CRLF}Host: a${CRLF}Connection: Upgrade${CRLF}Upgrade: websocket${CRLF}${CRLF}`,
    `GET /ws/market HTTP/1.1${CRLF}Host: a${CRLF}Connection: Upgrade${CRLF}Upgrade: websocket${CRLF}Sec-WebSocket-Version: 99${CRLF}Sec-WebSocket-Key: x${CRLF}${CRLF}`,
    `POST /ws/user HTTP/1.1${CRLF}Host: a${CRLF}Connection: Upgrade${CRLF}Upgrade: websocket${CRLF}Sec-WebSocket-Version: 13${CRLF}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==${CRLF}${CRLF}`,
    `GET /ws/nowhere HTTP/1.1${CRLF}Host: a${CRLF}Connection: Upgrade${CRLF}Upgrade: websocket${CRLF}${CRLF}`,
    CRLF.repeat(1 + dice.below(2_000)),
  ];
  if (dice.chance(0.4)) return dice.pick(others);
  const lines = dice.pick(heads).join(CRLF);
  return `${start}${CRLF}Host: a${CRLF}${lines}${CRLF}${CRLF}${dice.chance(0.5) ? inner : chunk}`;
}
