import type { Vault } from "../accounts/vault.ts";

/** Accounts that the vault has opened. Looking for one never opens it. */
export class KnownAccounts {
  readonly #vault: Vault;
  readonly #indexes = new Map<string, number>();

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  find(account: string): number | undefined {
    const known = this.#indexes.get(account);
    if (known !== undefined) return known;
    for (let index = this.#indexes.size; index < this.#vault.accountCount; index += 1) {
      this.#indexes.set(this.#vault.accountOf(index), index);
    }
    return this.#indexes.get(account);
  }

  /** Accounts of participants, in the order of their opening. */
  names(): readonly string[] {
    const names: string[] = [];
    for (let index = 0; index < this.#vault.accountCount; index += 1) {
      if (!this.#vault.isHouse(index)) names.push(this.#vault.accountOf(index));
    }
    return names;
  }
}
