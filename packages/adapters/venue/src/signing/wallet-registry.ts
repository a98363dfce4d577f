/** Who signs for which wallet. All addresses are lower case. */
export interface WalletRegistry {
  /** The key that owns a wallet, `null` while nobody does. An account of its own owns itself. */
  ownerOf(wallet: string): string | null;
  /**
   * Makes `owner` the owner of an unowned wallet; answers whether it owns it now. A key that proves
   * itself for its own address has it from then on, whoever has claimed it before: an address with a
   * key is nobody's contract.
   */
  claim(wallet: string, owner: string): boolean;
}

/**
 * A registry that learns. A chain would derive a proxy, Safe or deposit wallet from its owner; a
 * venue without a chain takes the first key that proves itself by a valid signature for the owner
 * and holds on to that: a second key can never spend from the same wallet. Claim the owners of
 * wallets that are funded in advance, and every key that opens a session for itself, so that nobody
 * can be first on somebody else's address.
 */
export function createWalletRegistry(
  owners: Iterable<readonly [wallet: string, owner: string]> = [],
): WalletRegistry {
  const known = new Map<string, string>();
  const registry: WalletRegistry = {
    ownerOf: (wallet) => known.get(wallet) ?? null,
    claim: (wallet, owner) => {
      const present = known.get(wallet);
      if (present === undefined || wallet === owner) known.set(wallet, owner);
      return known.get(wallet) === owner;
    },
  };
  for (const [wallet, owner] of owners) registry.claim(wallet.toLowerCase(), owner.toLowerCase());
  return registry;
}
