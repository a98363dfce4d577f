import {
  hexOf,
  isCanonicalUint256,
  writeAddress,
  writeDecimal,
  writeUint,
  WORD_BYTES,
} from "./abi-word.ts";
import { keccak256, keccak256Into, keccak256Text } from "./keccak256.ts";
import { writeTypedDataDigest } from "./order-digest.ts";
import { recoverAddress, SIGNATURE_TEXT_LENGTH } from "./recover-address.ts";

/** What a wallet signs to prove itself; all as sent in the headers. */
export interface L1Claim {
  readonly address: string;
  /** Epoch seconds, as text. */
  readonly timestamp: string;
  /** Decimal `uint256`. */
  readonly nonce: string;
}

const TYPE_HASH = keccak256Text(
  "ClobAuth(address address,string timestamp,uint256 nonce,string message)",
);
const MESSAGE_HASH = keccak256Text("This message attests that I control the given wallet");
const DOMAIN_TYPE_HASH = keccak256Text("EIP712Domain(string name,string version,uint256 chainId)");
const DOMAIN_NAME_HASH = keccak256Text("ClobAuthDomain");
const DOMAIN_VERSION_HASH = keccak256Text("1");

/** EIP-712 digest of the claim, `0x` and 64 hexadecimal digits. */
export function l1AuthDigest(claim: L1Claim, chainId: number): string {
  return hexOf(digestOf(claim, chainId));
}

/**
 * The address whose key signed the claim, lower case; `null` when claim or signature has not the
 * right form. It proves the claim only when it equals the claimed address.
 */
export function recoverL1Signer(claim: L1Claim, chainId: number, signature: string): string | null {
  if (!/^0x[0-9a-fA-F]{130}$/.test(signature) || signature.length !== SIGNATURE_TEXT_LENGTH) {
    return null;
  }
  if (!/^0x[0-9a-fA-F]{40}$/.test(claim.address) || !isCanonicalUint256(claim.nonce)) return null;
  if (!/^[0-9]{1,15}$/.test(claim.timestamp)) return null;
  return recoverAddress(digestOf(claim, chainId), signature, true);
}

/** True when the claim was signed by the very address it names. */
export function verifyL1Auth(claim: L1Claim, chainId: number, signature: string): boolean {
  return recoverL1Signer(claim, chainId, signature) === claim.address.toLowerCase();
}

function digestOf(claim: L1Claim, chainId: number): Uint8Array {
  const struct = new Uint8Array(5 * WORD_BYTES);
  struct.set(TYPE_HASH, 0);
  writeAddress(struct, WORD_BYTES, claim.address);
  struct.set(keccak256Text(claim.timestamp), 2 * WORD_BYTES);
  writeDecimal(struct, 3 * WORD_BYTES, claim.nonce);
  struct.set(MESSAGE_HASH, 4 * WORD_BYTES);
  const digest = new Uint8Array(WORD_BYTES);
  keccak256Into(struct, struct.length, digest, 0);
  writeTypedDataDigest(separatorOf(chainId), digest, 0, digest);
  return digest;
}

function separatorOf(chainId: number): Uint8Array {
  const words = new Uint8Array(4 * WORD_BYTES);
  words.set(DOMAIN_TYPE_HASH, 0);
  words.set(DOMAIN_NAME_HASH, WORD_BYTES);
  words.set(DOMAIN_VERSION_HASH, 2 * WORD_BYTES);
  writeUint(words, 3 * WORD_BYTES, chainId);
  return keccak256(words);
}
