import { depositWalletDigest } from "./deposit-wallet-signature.ts";
import { typedDataDigest } from "./order-digest.ts";
import { recoverAddress, SIGNATURE_TEXT_LENGTH } from "./recover-address.ts";
import type { SignedOrder } from "./signed-order.ts";
import { mistakenDomains, type SigningDomain } from "./signing-domain.ts";

/**
 * The 32 bytes whose signature an order carries, `null` when the signature has not their form.
 *
 * @param ownDigest - the order's digest under the domain
 */
export function signedDigest(
  order: SignedOrder,
  domain: SigningDomain,
  ownDigest: Uint8Array,
): Uint8Array | null {
  if (order.signatureType === 3) {
    return order.maker === order.signer ? depositWalletDigest(order, domain) : null;
  }
  return order.signature.length === SIGNATURE_TEXT_LENGTH ? ownDigest : null;
}

/**
 * The key that signed an order under a domain, lower case: the signer itself for types 0 to 2, the
 * owner for type 3. `null` when the signature does not fit.
 */
export function recoverOrderSigner(
  order: SignedOrder,
  domain: SigningDomain,
  ownDigest = typedDataDigest(order, domain),
): string | null {
  const digest = signedDigest(order, domain, ownDigest);
  return digest === null ? null : recoverAddress(digest, order.signature);
}

/** What a signature is worth. */
export type SignatureVerdict =
  | "valid"
  /** Signed by the right key, for another version of the exchange. */
  | "version_mismatch"
  | "invalid";

/**
 * Checks an order's signature: made by `key` under the domain. When it is not, other versions are
 * tried, so that a client that signs for one is told; that costs a refusal a few recoveries.
 *
 * @param signer - the key that signed under the domain, where that is known already
 */
export function verifyOrderSignature(
  order: SignedOrder,
  domain: SigningDomain,
  key: string,
  signer = recoverOrderSigner(order, domain),
): SignatureVerdict {
  if (signer === key) return "valid";
  const isMistaken = mistakenDomains(domain).some(
    (mistaken) => recoverOrderSigner(order, mistaken) === key,
  );
  return isMistaken ? "version_mismatch" : "invalid";
}
