import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";

const KEYS_MAX = 10_000;

// Key objects by secret: making one costs more than the HMAC itself.
const keys = new Map<string, KeyObject>();

/**
 * The HMAC header of a request, as the official clients make it: base64 in the URL alphabet with its
 * padding kept.
 *
 * @param secret - base64 in either alphabet
 * @param timestamp - epoch seconds, as sent
 * @param path - without the query string
 * @param body - the exact bytes sent; `""` without a body
 */
export function l2Signature(
  secret: string,
  timestamp: string,
  method: string,
  path: string,
  body: string | Uint8Array,
): string {
  const text = macOf(secret, timestamp, method, path, body).toString("base64");
  return text.replaceAll("+", "-").replaceAll("/", "_");
}

/** Compares a request's HMAC in constant time; either base64 alphabet will do. */
export function verifyL2Signature(
  signature: string,
  secret: string,
  request: {
    readonly timestamp: string;
    readonly method: string;
    readonly path: string;
    readonly body: string | Uint8Array;
  },
): boolean {
  // 32 bytes are 43 digits and one padding sign.
  if (!/^[A-Za-z0-9+/_-]{43}=$/.test(signature)) return false;
  const expected = macOf(secret, request.timestamp, request.method, request.path, request.body);
  return timingSafeEqual(expected, Buffer.from(signature, "base64"));
}

function macOf(
  secret: string,
  timestamp: string,
  method: string,
  path: string,
  body: string | Uint8Array,
): Buffer {
  const mac = createHmac("sha256", keyOf(secret)).update(`${timestamp}${method}${path}`, "utf8");
  return mac.update(body).digest();
}

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(Buffer.from(secret, "base64"));
  if (keys.size >= KEYS_MAX) keys.clear();
  keys.set(secret, key);
  return key;
}
