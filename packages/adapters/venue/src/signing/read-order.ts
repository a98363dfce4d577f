import { hexOf } from "./abi-word.ts";
import { typedDataDigest } from "./order-digest.ts";
import { signedDigest } from "./order-signer.ts";
import type { PostedOrder } from "./signed-order.ts";
import type { SigningDomain } from "./signing-domain.ts";

/** A posted order and its digest under the domain that its market wants. */
export interface ReadOrder {
  readonly posted: PostedOrder;
  readonly domain: SigningDomain;
  /** Its digest as text. */
  readonly orderId: string;
  /** Whose signature the order carries; `null` when the signature has not the form for it. */
  readonly signedDigest: Uint8Array | null;
}

/** Reads an order once for all that asks for its digest. */
export function readOrder(posted: PostedOrder, domain: SigningDomain): ReadOrder {
  const { order } = posted;
  const digest = typedDataDigest(order, domain);
  return {
    posted,
    domain,
    orderId: hexOf(digest),
    signedDigest: signedDigest(order, domain, digest),
  };
}
