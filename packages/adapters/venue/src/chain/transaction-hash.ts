import { hash } from "node:crypto";

/** A transaction's hash, `0x` and 64 digits: always the same for the same attempt of the same thing. */
export function transactionHashOf(subject: string, attempt: number): string {
  return `0x${hash("sha256", `transaction ${attempt} of ${subject}`)}`;
}
