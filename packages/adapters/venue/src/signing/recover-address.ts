import { recover } from "tiny-secp256k1";
import { hexOf, writeHex } from "./abi-word.ts";
import { keccak256Into } from "./keccak256.ts";

/** Hexadecimal digits of a 65-byte signature with its `0x`. */
export const SIGNATURE_TEXT_LENGTH = 132;

// Half the order of secp256k1: a larger `s` is the malleable twin of a smaller one.
const HALF_ORDER = Buffer.from(
  "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0",
  "hex",
);

const signatureBytes = new Uint8Array(65);
const signatureCore = signatureBytes.subarray(0, 64);
const signatureS = signatureBytes.subarray(32, 64);
const hash = new Uint8Array(32);

/**
 * The address whose key made a signature, lower case, `null` when it is no signature.
 *
 * As strict as the exchange contracts with what official clients produce: 65 bytes `r, s, v`, `s` in
 * the lower half, `v` 27 or 28. The compact form of EIP-2098 and a bare recovery bit are refused.
 *
 * @param digest - 32 bytes
 * @param signature - hexadecimal text that holds the signature in its first 132 characters
 * @param acceptsBareParity - also take `v` 0 or 1, as some hardware wallets write it
 */
export function recoverAddress(
  digest: Uint8Array,
  signature: string,
  acceptsBareParity = false,
): string | null {
  if (signature.length < SIGNATURE_TEXT_LENGTH) return null;
  writeHex(signatureBytes, 0, signature, 2, 65);
  const v = signatureBytes[64] ?? 0;
  const parity = acceptsBareParity && v < 2 ? v : v - 27;
  if (parity !== 0 && parity !== 1) return null;
  if (Buffer.compare(signatureS, HALF_ORDER) > 0) return null;
  const publicKey = recoverPublicKey(digest, parity);
  if (publicKey === null) return null;
  keccak256Into(publicKey.subarray(1), 64, hash, 0);
  return hexOf(hash, 12);
}

function recoverPublicKey(digest: Uint8Array, parity: 0 | 1): Uint8Array | null {
  try {
    return recover(digest, signatureCore, parity, false);
  } catch {
    // Zero, or an `r` that no point of the curve has.
    return null;
  }
}
