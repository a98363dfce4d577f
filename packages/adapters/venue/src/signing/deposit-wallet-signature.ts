import { hexOf, writeAddress, writeUint, WORD_BYTES } from "./abi-word.ts";
import { keccak256Into, keccak256Text } from "./keccak256.ts";
import { ORDER_TYPE, writeOrderStructHash, writeTypedDataDigest } from "./order-digest.ts";
import { SIGNATURE_TEXT_LENGTH } from "./recover-address.ts";
import type { SignedOrder } from "./signed-order.ts";
import type { SigningDomain } from "./signing-domain.ts";

const ORDER_TYPE_HEX = Buffer.from(ORDER_TYPE, "utf8").toString("hex");
/** Type string and its length in two bytes: the end of every signature of this form. */
const SUFFIX_HEX = `${ORDER_TYPE_HEX}${ORDER_TYPE.length.toString(16).padStart(4, "0")}`;
const SEPARATOR_AT = SIGNATURE_TEXT_LENGTH;
const CONTENTS_AT = SEPARATOR_AT + 2 * WORD_BYTES;
const SUFFIX_AT = CONTENTS_AT + 2 * WORD_BYTES;

/** Hexadecimal digits of a deposit wallet's signature with its `0x`: 317 bytes. */
export const DEPOSIT_WALLET_SIGNATURE_TEXT_LENGTH = SUFFIX_AT + SUFFIX_HEX.length;

const CONTENTS_WORD = WORD_BYTES;
const nested = new Uint8Array(7 * WORD_BYTES);
nested.set(
  keccak256Text(
    "TypedDataSign(Order contents,string name,string version,uint256 chainId," +
      `address verifyingContract,bytes32 salt)${ORDER_TYPE}`,
  ),
  0,
);
nested.set(keccak256Text("DepositWallet"), 2 * WORD_BYTES);
nested.set(keccak256Text("1"), 3 * WORD_BYTES);

/**
 * The 32 bytes that a deposit wallet's owner signs for an order, `null` when the order's signature
 * is not one for this order and domain.
 *
 * ERC-7739's nested form: the wire signature is the owner's 65 bytes over `TypedDataSign` (the order
 * inside the wallet's own domain), then the exchange's domain separator, the order's struct hash, the
 * order's type and that type's length. All of them are checked against the order.
 */
export function depositWalletDigest(order: SignedOrder, domain: SigningDomain): Uint8Array | null {
  const { signature } = order;
  if (signature.length !== DEPOSIT_WALLET_SIGNATURE_TEXT_LENGTH) return null;
  const text = signature.toLowerCase();
  if (!text.endsWith(SUFFIX_HEX)) return null;
  if (!text.startsWith(hexOf(domain.separator).slice(2), SEPARATOR_AT)) return null;
  writeOrderStructHash(order, nested, CONTENTS_WORD);
  if (!text.startsWith(hexOf(nested, CONTENTS_WORD, WORD_BYTES).slice(2), CONTENTS_AT)) return null;
  writeUint(nested, 4 * WORD_BYTES, domain.chainId);
  writeAddress(nested, 5 * WORD_BYTES, order.signer);
  const digest = new Uint8Array(WORD_BYTES);
  keccak256Into(nested, nested.length, digest, 0);
  writeTypedDataDigest(domain.separator, digest, 0, digest);
  return digest;
}
