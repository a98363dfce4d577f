import type { Exchange } from "../../src/exchange/exchange.ts";
import { hexOf } from "../../src/signing/abi-word.ts";
import { writeOrderStructHash, writeTypedDataDigest } from "../../src/signing/order-digest.ts";
import { ZERO_BYTES32, type OrderStruct } from "../../src/signing/signed-order.ts";
import { domainOfMarket } from "../../src/signing/signing-domain.ts";
import { UnsignedPost } from "../../src/venue/in-process-order.ts";
import type { OrderWish } from "./order-wish.ts";
import { walletAt } from "./wallets.ts";

/** An order ready to be posted, and the id it will have. */
export interface EncodedOrder {
  readonly orderId: string;
  readonly body: unknown;
}

/** Makes the bodies that a script posts. */
export type OrderEncoding = (
  wish: OrderWish,
  by: { readonly wallet: number; readonly apiKey: string },
) => EncodedOrder;

/** Orders in process, without a signature. */
export function unsignedOrders(): OrderEncoding {
  let count = 0;
  return (wish) => {
    count += 1;
    const orderId = `0x${count.toString(16).padStart(64, "0")}`;
    return { orderId, body: new UnsignedPost({ ...wish, orderId }) };
  };
}

/** Orders as the wire carries them, truly signed; their bodies are plain JSON. */
export function signedOrders(exchange: Exchange): OrderEncoding {
  let salt = 0;
  return (wish, { wallet, apiKey }) => {
    salt += 1;
    const struct: OrderStruct = {
      salt: String(salt),
      maker: wish.account,
      signer: wish.account,
      tokenId: wish.tokenId,
      makerAmount: wish.makerAmount,
      takerAmount: wish.takerAmount,
      side: wish.side,
      signatureType: 0,
      timestampMs: exchange.nowMs,
      metadata: ZERO_BYTES32,
      builder: wish.builderCode ?? ZERO_BYTES32,
    };
    const digest = digestOf(struct, exchange);
    const { timestampMs, ...fields } = struct;
    const body = {
      deferExec: wish.defersExecution,
      postOnly: wish.isPostOnly,
      order: {
        ...fields,
        salt,
        makerAmount: String(wish.makerAmount),
        takerAmount: String(wish.takerAmount),
        timestamp: String(timestampMs),
        expiration: String((wish.expiresAtMs ?? 0) / 1_000),
        signature: walletAt(wallet).sign(digest),
      },
      owner: apiKey,
      orderType: wish.orderType,
    };
    return { orderId: hexOf(digest), body };
  };
}

function digestOf(struct: OrderStruct, exchange: Exchange): Uint8Array {
  const market = exchange.marketOfToken(struct.tokenId);
  if (market === undefined) throw new Error("expected a listed token");
  const digest = new Uint8Array(32);
  writeOrderStructHash(struct, digest, 0);
  writeTypedDataDigest(domainOfMarket(137, market.terms).separator, digest, 0, digest);
  return digest;
}
