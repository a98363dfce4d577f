import type { BalanceListener, Vault } from "./vault.ts";

export interface VaultOptions {
  /** Hears every change of a balance on the chain, after the whole booking. */
  readonly onChange?: BalanceListener;
}

/** An empty vault with the venue's own accounts. */
export declare function createVault(options?: VaultOptions): Vault;
