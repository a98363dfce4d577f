import {
  hexOf,
  writeAddress,
  writeBytes32,
  writeDecimal,
  writeUint,
  WORD_BYTES,
} from "./abi-word.ts";
import { keccak256Into, keccak256Text } from "./keccak256.ts";
import type { OrderStruct } from "./signed-order.ts";
import type { SigningDomain } from "./signing-domain.ts";

/** The order's EIP-712 type, which wallets of type 3 also send along with their signature. */
export const ORDER_TYPE =
  "Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount," +
  "uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata," +
  "bytes32 builder)";

const STRUCT_BYTES = 12 * WORD_BYTES;
const struct = new Uint8Array(STRUCT_BYTES);
struct.set(keccak256Text(ORDER_TYPE), 0);

const signedBytes = new Uint8Array(2 + 2 * WORD_BYTES);
signedBytes[0] = 0x19;
signedBytes[1] = 0x01;

/** The id of an order: its EIP-712 digest, `0x` and 64 hexadecimal digits. */
export function orderDigest(order: OrderStruct, domain: SigningDomain): string {
  return hexOf(typedDataDigest(order, domain));
}

/** The EIP-712 digest of an order: 32 bytes of the caller's own. */
export function typedDataDigest(order: OrderStruct, domain: SigningDomain): Uint8Array {
  const digest = new Uint8Array(WORD_BYTES);
  writeOrderStructHash(order, digest, 0);
  writeTypedDataDigest(domain.separator, digest, 0, digest);
  return digest;
}

/** Writes the hash of the order's struct, without a domain. */
export function writeOrderStructHash(order: OrderStruct, target: Uint8Array, at: number): void {
  writeDecimal(struct, WORD_BYTES, order.salt);
  writeAddress(struct, 2 * WORD_BYTES, order.maker);
  writeAddress(struct, 3 * WORD_BYTES, order.signer);
  writeDecimal(struct, 4 * WORD_BYTES, order.tokenId);
  writeUint(struct, 5 * WORD_BYTES, order.makerAmount);
  writeUint(struct, 6 * WORD_BYTES, order.takerAmount);
  writeUint(struct, 7 * WORD_BYTES, order.side === "BUY" ? 0 : 1);
  writeUint(struct, 8 * WORD_BYTES, order.signatureType);
  writeUint(struct, 9 * WORD_BYTES, order.timestampMs);
  writeBytes32(struct, 10 * WORD_BYTES, order.metadata);
  writeBytes32(struct, 11 * WORD_BYTES, order.builder);
  keccak256Into(struct, STRUCT_BYTES, target, at);
}

/** Writes the EIP-712 digest of a struct hash under a domain: 32 bytes at the target's beginning. */
export function writeTypedDataDigest(
  separator: Uint8Array,
  structHash: Uint8Array,
  structHashAt: number,
  target: Uint8Array,
): void {
  signedBytes.set(separator, 2);
  for (let index = 0; index < WORD_BYTES; index += 1) {
    signedBytes[2 + WORD_BYTES + index] = structHash[structHashAt + index] ?? 0;
  }
  keccak256Into(signedBytes, signedBytes.length, target, 0);
}
