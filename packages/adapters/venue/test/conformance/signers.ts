import { Wallet as Ethers6Wallet } from "ethers";
import { Wallet as Ethers5Wallet } from "ethers5";
import { createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { polygon } from "viem/chains";
import type { ClobClient } from "@polymarket/clob-client-v2";

/** What the official client takes as a signer. */
export type OfficialSigner = NonNullable<ConstructorParameters<typeof ClobClient>[0]["signer"]>;

/** Publicly known development keys; never fund them. */
export const KEYS = {
  maker: "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
  taker: "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
  other: "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
} as const;

export type Key = (typeof KEYS)[keyof typeof KEYS];

export function addressOf(key: Key): string {
  return privateKeyToAccount(key).address;
}

/** Every way of signing that the official client accepts, or accepts through two forwarded methods. */
export const SIGNERS: readonly {
  readonly name: string;
  readonly signerOf: (key: Key) => OfficialSigner;
}[] = [
  { name: "viem", signerOf: viemSigner },
  { name: "ethers 5", signerOf: (key) => new Ethers5Wallet(key) },
  { name: "ethers 6 through two methods", signerOf: shimmedEthers6 },
];

export function viemSigner(key: Key): OfficialSigner {
  return createWalletClient({
    account: privateKeyToAccount(key),
    chain: polygon,
    // Never called: signing is local.
    transport: http("http://127.0.0.1:9"),
  });
}

/** ethers 6 renamed the method that the official client calls. */
function shimmedEthers6(key: Key): OfficialSigner {
  const wallet = new Ethers6Wallet(key);
  return {
    getAddress: () => wallet.getAddress(),
    _signTypedData: (domain, types, value) => wallet.signTypedData(domain, types, value),
  };
}
