import type { BalanceCause } from "../exchange/exchange-event.ts";

/** An asset's number: 0 is pUSD, `1 + 2 * marketIndex + token` a market's token. */
export type AssetIndex = number;

export const CASH: AssetIndex = 0;

/** The asset number of a market's token. */
export function tokenAsset(marketIndex: number, token: 0 | 1): AssetIndex {
  return 1 + 2 * marketIndex + token;
}

/** One side of a booking. All changes of a booking sum to zero in each asset. */
export interface BalanceChange {
  readonly accountIndex: number;
  readonly asset: AssetIndex;
  /** Micro-units, negative for what is given. */
  readonly amount: number;
}

/**
 * Who owns what. Amounts are micro-units of pUSD or shares. Three numbers per account and asset:
 *
 * - `balance`: on the chain;
 * - `reserved`: promised to open orders;
 * - `unsettled`: given away in matched trades that are not mined yet.
 *
 * What is bought in a trade that is not mined is nobody's yet. Money enters and leaves by deposit and
 * withdrawal only; pairs are made and destroyed one for one with a dollar held by the collateral
 * account. Each booking is checked for that as it is made, in every run.
 */
export interface Vault {
  /** The number of an account (lower-case address), opening it when it is new. */
  accountIndexOf(account: string): number;
  accountOf(accountIndex: number): string;
  readonly accountCount: number;
  balance(accountIndex: number, asset: AssetIndex): number;
  reserved(accountIndex: number, asset: AssetIndex): number;
  unsettled(accountIndex: number, asset: AssetIndex): number;
  /** Balance less what is reserved, unsettled and locked by a fault; may be negative after a fault. */
  spendable(accountIndex: number, asset: AssetIndex): number;
  /** Promises an amount to an open order. The caller has looked at `spendable`. */
  reserve(accountIndex: number, asset: AssetIndex, amount: number): void;
  release(accountIndex: number, asset: AssetIndex, amount: number): void;
  /** Marks an amount as given away in a matched trade. */
  commit(accountIndex: number, asset: AssetIndex, amount: number): void;
  uncommit(accountIndex: number, asset: AssetIndex, amount: number): void;
  /** Amount that looks spent though it is not: a fault. 0 takes it away. */
  setPhantomLock(accountIndex: number, asset: AssetIndex, amount: number): void;
  deposit(accountIndex: number, amountMicroUsd: number): void;
  /** Refuses more than is spendable. */
  withdraw(accountIndex: number, amountMicroUsd: number): boolean;
  /** Moves assets on the chain; the changes must sum to zero in each asset. */
  book(changes: readonly BalanceChange[], cause: BalanceCause): void;
  /** Turns dollars of an account into pairs (positive size) or back (negative). */
  bookPairs(accountIndex: number, marketIndex: number, size: number, cause: BalanceCause): void;
  /** Checks everything from the beginning: throws `VENUE_INVARIANT_BROKEN` with what is wrong. */
  audit(): void;
}
