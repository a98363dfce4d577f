import { keccak_256 } from "@noble/hashes/sha3.js";
import { Agent, request } from "node:http";
import { pointFromScalar, signRecoverable } from "tiny-secp256k1";
import { l2Signature } from "../../src/signing/l2-auth.ts";
import { typedDataDigest } from "../../src/signing/order-digest.ts";
import { ZERO_BYTES32, type OrderStruct } from "../../src/signing/signed-order.ts";
import { domainOfMarket } from "../../src/signing/signing-domain.ts";
import type { Venue } from "../../src/venue/open-venue.ts";
import type { KeyInUse } from "./serve-venue.ts";

const TIMESTAMP = "1795216276";

/** One bid to be signed and posted. */
export interface LoadOrder {
  readonly wallet: LoadWallet;
  readonly tokenId: string;
  readonly cents: number;
  readonly shares: number;
}

export interface LoadWallet {
  readonly key: Uint8Array;
  readonly session: KeyInUse;
}

/** A wallet with money and an API key; its private key is a small number, not for use anywhere else. */
export function openWallet({ exchange, sessions }: Venue, number: number): LoadWallet {
  const key = new Uint8Array(32).fill(0, 0, 31);
  key[31] = number;
  const point = pointFromScalar(key, false);
  if (point === null) throw new Error("expected a public key");
  const hash = Buffer.from(keccak_256(point.subarray(1)));
  const address = `0x${hash.subarray(12).toString("hex")}`;
  exchange.deposit(address, 1_000_000_000_000);
  const session = sessions.create(address, 0);
  if (session === null) throw new Error("expected an API key");
  return { key, session };
}

let salt = 0;

/** The body of `POST /order`, truly signed. */
export function signedBid({ exchange, chainId }: Venue, order: LoadOrder): string {
  const { wallet, tokenId, cents, shares } = order;
  const market = exchange.marketOfToken(tokenId);
  if (market === undefined) throw new Error("expected a listed token");
  salt += 1;
  const struct: OrderStruct = {
    salt: String(salt),
    maker: wallet.session.signer,
    signer: wallet.session.signer,
    tokenId,
    makerAmount: cents * shares * 10_000,
    takerAmount: shares * 1_000_000,
    side: "BUY",
    signatureType: 0,
    timestampMs: 1_780_449_126_930,
    metadata: ZERO_BYTES32,
    builder: ZERO_BYTES32,
  };
  const digest = typedDataDigest(struct, domainOfMarket(chainId, market.terms));
  const { signature, recoveryId } = signRecoverable(digest, wallet.key);
  const { timestampMs, makerAmount, takerAmount, ...texts } = struct;
  return JSON.stringify({
    deferExec: false,
    postOnly: false,
    order: {
      ...texts,
      makerAmount: String(makerAmount),
      takerAmount: String(takerAmount),
      timestamp: String(timestampMs),
      expiration: "0",
      signature: `0x${Buffer.from(signature).toString("hex")}${(27 + recoveryId).toString(16)}`,
    },
    owner: wallet.session.apiKey,
    orderType: "GTC",
  });
}

/** Posts orders over a few kept connections, as fast as they are answered. */
export class OrderPoster {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 });
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** Answers what the venue said about each. */
  post(bodies: readonly (readonly [LoadWallet, string])[]): Promise<readonly unknown[]> {
    return Promise.all(bodies.map(([wallet, body]) => this.#postOne(wallet.session, body)));
  }

  close(): void {
    this.#agent.destroy();
  }

  #postOne(session: KeyInUse, body: string): Promise<unknown> {
    const headers = {
      "content-type": "application/json",
      POLY_ADDRESS: session.signer,
      POLY_SIGNATURE: l2Signature(session.secret, TIMESTAMP, "POST", "/order", body),
      POLY_TIMESTAMP: TIMESTAMP,
      POLY_API_KEY: session.apiKey,
      POLY_PASSPHRASE: session.passphrase,
    };
    return new Promise((resolve, reject) => {
      const options = { method: "POST", agent: this.#agent, headers };
      const sent = request(`${this.#address}/order`, options, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => resolve(JSON.parse(text)));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }
}
