import { WORD_BYTES } from "./abi-word.ts";
import { recoverDepositWalletOwner } from "./deposit-wallet-signature.ts";
import { writeOrderStructHash, writeTypedDataDigest } from "./order-digest.ts";
import { recoverAddress, SIGNATURE_TEXT_LENGTH } from "./recover-address.ts";
import type { SignedOrder } from "./signed-order.ts";
import { mistakenDomains, type SigningDomain } from "./signing-domain.ts";

const digest = new Uint8Array(WORD_BYTES);

/**
 * The key that signed an order under a domain, lower case: the signer itself for types 0 to 2, the
 * owner for type 3. `null` when the signature does not fit.
 */
export function recoverOrderSigner(order: SignedOrder, domain: SigningDomain): string | null {
  if (order.signatureType === 3) {
    return order.maker === order.signer ? recoverDepositWalletOwner(order, domain) : null;
  }
  if (order.signature.length !== SIGNATURE_TEXT_LENGTH) return null;
  writeOrderStructHash(order, digest, 0);
  writeTypedDataDigest(domain.separator, digest, 0, digest);
  return recoverAddress(digest, order.signature);
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
 */
export function verifyOrderSignature(
  order: SignedOrder,
  domain: SigningDomain,
  key: string,
): SignatureVerdict {
  if (recoverOrderSigner(order, domain) === key) return "valid";
  const isMistaken = mistakenDomains(domain).some(
    (mistaken) => recoverOrderSigner(order, mistaken) === key,
  );
  return isMistaken ? "version_mismatch" : "invalid";
}
