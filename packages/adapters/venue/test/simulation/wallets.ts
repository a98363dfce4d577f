import { pointFromScalar, signRecoverable } from "tiny-secp256k1";
import { keccak256 } from "../../src/signing/keccak256.ts";

/** A wallet whose key is its number: for tests alone. */
export interface SimulatedWallet {
  /** Lower case. */
  readonly address: string;
  /** @returns 65 bytes `r, s, v` as hexadecimal text */
  sign(digest: Uint8Array): string;
}

export const WALLET_COUNT = 5;

/** @param number - 1 or more */
function walletOf(number: number): SimulatedWallet {
  const key = Buffer.alloc(32);
  key.writeUInt32BE(number, 28);
  const point = pointFromScalar(key, false);
  if (point === null) throw new Error("expected a public key");
  const address = Buffer.from(keccak256(point.subarray(1)).subarray(12)).toString("hex");
  return {
    address: `0x${address}`,
    sign: (digest) => {
      const { signature, recoveryId } = signRecoverable(digest, key);
      const v = (27 + recoveryId).toString(16);
      return `0x${Buffer.from(signature).toString("hex")}${v}`;
    },
  };
}

export const WALLETS: readonly SimulatedWallet[] = Array.from(
  { length: WALLET_COUNT },
  (_, index) => walletOf(index + 1),
);

export function walletAt(index: number): SimulatedWallet {
  const wallet = WALLETS[index];
  if (wallet === undefined) throw new Error(`expected a wallet below ${WALLET_COUNT}`);
  return wallet;
}
