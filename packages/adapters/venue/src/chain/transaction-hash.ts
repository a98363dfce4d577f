import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** A transaction's hash, `0x` and 64 digits: always the same for the same attempt of the same thing. */
export function transactionHashOf(subject: string, attempt: number): string {
  return `0x${bytesToHex(sha256(utf8ToBytes(`transaction ${attempt} of ${subject}`)))}`;
}
