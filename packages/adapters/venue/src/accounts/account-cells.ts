import { HOUSE_ACCOUNTS } from "./house-accounts.ts";
import { brokenInvariant } from "./invariant.ts";
import type { AssetIndex } from "./vault.ts";

/** What one account has of one asset, micro-units. */
export interface Cell {
  balance: number;
  reserved: number;
  unsettled: number;
  /** Locked by a fault. */
  locked: number;
  /** True while a booking that has changed it is not reported. */
  isUnreported: boolean;
}

interface Account {
  readonly name: string;
  readonly isHouse: boolean;
  /** By asset: an account touches few of a venue's tokens. */
  readonly cells: Map<AssetIndex, Cell>;
}

/** Every account's cells, by number. */
export class AccountCells {
  readonly #accounts: Account[] = [];
  readonly #indexes = new Map<string, number>();

  constructor() {
    for (const name of HOUSE_ACCOUNTS) this.#openAccount(name, true);
  }

  get count(): number {
    return this.#accounts.length;
  }

  indexOf(name: string): number {
    return this.#indexes.get(name) ?? this.#openAccount(name, false);
  }

  /** The number of an account of the venue itself, opening it when it is new. */
  houseIndexOf(name: string): number {
    return this.#indexes.get(name) ?? this.#openAccount(name, true);
  }

  nameOf(accountIndex: number): string {
    return this.#account(accountIndex).name;
  }

  isHouse(accountIndex: number): boolean {
    return this.#account(accountIndex).isHouse;
  }

  /** `undefined` when the account never had anything of the asset. */
  find(accountIndex: number, asset: AssetIndex): Cell | undefined {
    return this.#accounts[accountIndex]?.cells.get(asset);
  }

  at(accountIndex: number, asset: AssetIndex): Cell {
    const { cells } = this.#account(accountIndex);
    let cell = cells.get(asset);
    if (cell === undefined) {
      cell = { balance: 0, reserved: 0, unsettled: 0, locked: 0, isUnreported: false };
      cells.set(asset, cell);
    }
    return cell;
  }

  *entries(): Generator<readonly [name: string, asset: AssetIndex, cell: Cell]> {
    for (const { name, cells } of this.#accounts) {
      for (const [asset, cell] of cells) yield [name, asset, cell];
    }
  }

  #openAccount(name: string, isHouse: boolean): number {
    const index = this.#accounts.length;
    this.#accounts.push({ name, isHouse, cells: new Map() });
    this.#indexes.set(name, index);
    return index;
  }

  #account(accountIndex: number): Account {
    const account = this.#accounts[accountIndex];
    if (account === undefined) throw brokenInvariant(`no account number ${accountIndex}`);
    return account;
  }
}
