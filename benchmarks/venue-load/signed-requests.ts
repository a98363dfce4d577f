import { createHmac } from "node:crypto";
import { loadInternal } from "../harness/internal-modules.ts";
import { seededDice } from "../harness/seeded-dice.ts";
import type { RequestTape } from "./request-tape.ts";
import type { LoadWallet, ServerReady } from "./server-process.ts";
import { pointFromScalar, signRecoverable } from "./venue-dependencies.ts";

const { keccak256 } = await loadInternal("adapters/venue/signing/keccak256");
const { writeOrderStructHash, writeTypedDataDigest } = await loadInternal(
  "adapters/venue/signing/order-digest",
);

const ZERO_WORD = `0x${"0".repeat(64)}`;
/** Enough on each level that takers whose makers are late never find a book empty. */
const FIRST_SHARES = 20;
const RESTING_SHARES = 10;
const TAKER_SHARES = 30;
/** One order in so many takes what others have left. */
const TAKER_EVERY = 4;

/** Wallets with keys counted from 1; not for use anywhere else. */
export function makeWallets(count: number): { privateKey: string; address: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const privateKey = Buffer.alloc(32);
    privateKey.writeUInt32BE(index + 1, 28);
    const point = pointFromScalar(privateKey, false);
    if (point === null) throw new Error("expected a public key");
    const address = Buffer.from(keccak256(point.subarray(1)).subarray(12)).toString("hex");
    return { privateKey: privateKey.toString("hex"), address: `0x${address}` };
  });
}

/**
 * Adds whole HTTP requests, signed and authenticated, to a tape. Three of four are bids for a token
 * at ten price levels, which keeps a spread between them; the fourth takes as much as the three
 * have left, by buying the other token, so that books stay as deep as they are.
 */
export function addRequests(
  tape: RequestTape,
  ready: ServerReady,
  count: number,
  seed: number,
): void {
  const dice = seededDice(seed);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(dice() * values.length)] as Value;
  // Wallets make or take: one that met itself would have its own order cancelled.
  const half = ready.wallets.length / 2;
  const makers = ready.wallets.slice(0, half);
  const takers = ready.wallets.slice(half);
  let tokens = pick(ready.tokenIds);
  for (let index = 0; index < count; index += 1) {
    const turn = index % TAKER_EVERY;
    if (turn === 0) tokens = dice() < 0.5 ? pick(ready.tokenIds) : swapped(pick(ready.tokenIds));
    const isTaker = turn === TAKER_EVERY - 1;
    const cents = isTaker ? 70 : 40 + Math.floor(dice() * 10);
    const shares = isTaker ? TAKER_SHARES : RESTING_SHARES;
    const request = requestOf(ready, pick(isTaker ? takers : makers), {
      salt: String(seed * 1_000_000_000 + index),
      tokenId: tokens[isTaker ? 1 : 0],
      makerAmount: cents * shares * 10_000,
      takerAmount: shares * 1_000_000,
    });
    tape.add(request);
  }
}

function swapped([first, second]: readonly [string, string]): readonly [string, string] {
  return [second, first];
}

/** Adds bids of both tokens on every level of every market: what takers meet at first. */
export function addFirstRequests(tape: RequestTape, ready: ServerReady): void {
  const makers = ready.wallets.slice(0, ready.wallets.length / 2);
  for (const [index, tokenId] of ready.tokenIds.flat().entries()) {
    for (let level = 0; level < 10; level += 1) {
      const wallet = makers[((index >> 1) + level) % makers.length] as LoadWallet;
      const request = requestOf(ready, wallet, {
        salt: String(index * 10 + level + 1),
        tokenId,
        makerAmount: (40 + level) * FIRST_SHARES * 10_000,
        takerAmount: FIRST_SHARES * 1_000_000,
      });
      tape.add(request);
    }
  }
}

interface OrderParts {
  readonly salt: string;
  readonly tokenId: string;
  readonly makerAmount: number;
  readonly takerAmount: number;
}

function requestOf(ready: ServerReady, wallet: LoadWallet, parts: OrderParts): string {
  const { address, apiKey, secret, passphrase } = wallet;
  const { salt, tokenId, makerAmount, takerAmount } = parts;
  const signed = {
    salt,
    maker: address,
    signer: address,
    tokenId,
    makerAmount,
    takerAmount,
    side: "BUY",
    signatureType: 0,
    timestampMs: Date.now(),
    metadata: ZERO_WORD,
    builder: ZERO_WORD,
  } as const;
  const { timestampMs, ...fields } = signed;
  const body = JSON.stringify({
    deferExec: false,
    postOnly: false,
    order: {
      ...fields,
      salt: Number(salt),
      makerAmount: String(makerAmount),
      takerAmount: String(takerAmount),
      timestamp: String(timestampMs),
      expiration: "0",
      signature: ready.domainSeparator === "" ? "0x" : signatureOf(ready, wallet, signed),
    },
    owner: apiKey,
    // A taker too: as FAK it would spend all of its money, on more shares than were added.
    orderType: "GTC",
  });
  const seconds = String(Math.floor(timestampMs / 1_000));
  const mac = createHmac("sha256", Buffer.from(secret, "base64"))
    .update(`${seconds}POST/order${body}`)
    .digest("base64");
  return (
    `POST /order HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `POLY_ADDRESS: ${address}\r\nPOLY_API_KEY: ${apiKey}\r\nPOLY_PASSPHRASE: ${passphrase}\r\n` +
    `POLY_TIMESTAMP: ${seconds}\r\n` +
    `POLY_SIGNATURE: ${mac.replaceAll("+", "-").replaceAll("/", "_")}\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

function signatureOf(
  { domainSeparator }: ServerReady,
  { privateKey }: LoadWallet,
  order: Parameters<typeof writeOrderStructHash>[0],
): string {
  const digest = new Uint8Array(32);
  writeOrderStructHash(order, digest, 0);
  writeTypedDataDigest(Buffer.from(domainSeparator, "hex"), digest, 0, digest);
  const { signature, recoveryId } = signRecoverable(digest, Buffer.from(privateKey, "hex"));
  return `0x${Buffer.from(signature).toString("hex")}${(27 + recoveryId).toString(16)}`;
}
