import type { PriceUnits } from "@polytraders/core";
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

/** Hears a balance after it has changed. Accounts of the venue itself are not reported. */
export type BalanceListener = (
  accountIndex: number,
  asset: AssetIndex,
  balance: number,
  cause: BalanceCause,
) => void;

/** NO tokens of some markets of a neg-risk set that become dollars and YES tokens of the others. */
export interface Conversion {
  readonly accountIndex: number;
  readonly negRiskSetId: string;
  /** Every market of the set. */
  readonly marketIndexes: readonly number[];
  /** Those whose NO tokens are given, each once, at least one. */
  readonly convertedIndexes: readonly number[];
  /** Shares given of each. */
  readonly size: number;
  /** Fee on what comes out, in basis points, to the treasury. */
  readonly feeBps: number;
}

/**
 * Who owns what. Amounts are micro-units of pUSD or shares. Three numbers per account and asset:
 *
 * - `balance`: on the chain;
 * - `reserved`: promised to open orders and pending actions on the chain;
 * - `unsettled`: given away in matched trades that are not mined yet.
 *
 * What is bought in a trade that is not mined is nobody's yet. Money enters and leaves by deposit and
 * withdrawal only; pairs are made and destroyed one for one with a dollar held by the collateral
 * account. Each booking is checked for that as it is made, in every run: one that would break it is
 * not made and throws `VENUE_INVARIANT_BROKEN`.
 *
 * Neg-risk sets. A conversion gives one share of NO of each of `k` markets out of `n` and gets `k - 1`
 * dollars and a YES of each of the `n - k` others. The set's own account keeps the NO tokens given
 * and, of the others, the NO tokens made together with the YES tokens, so it always holds the same
 * number of NO of all `n` markets: together they pay `n - 1` dollars whichever outcome wins. That is
 * what the set owes in return: `n - k` dollars of pairs made without a deposit and the `k - 1` paid
 * out. So the dollars at hand for a set are the collateral of its markets less its debt, and they cover
 * every holder as long as the YES payouts of the set sum to at most a dollar.
 */
export interface Vault {
  /** The number of an account (lower-case address), opening it when it is new. */
  accountIndexOf(account: string): number;
  accountOf(accountIndex: number): string;
  readonly accountCount: number;
  /** True for accounts of the venue itself: collateral, treasury, network, outside, neg-risk sets. */
  isHouse(accountIndex: number): boolean;
  balance(accountIndex: number, asset: AssetIndex): number;
  reserved(accountIndex: number, asset: AssetIndex): number;
  unsettled(accountIndex: number, asset: AssetIndex): number;
  /** Balance less what is reserved, unsettled and locked by a fault; may be negative after a fault. */
  spendable(accountIndex: number, asset: AssetIndex): number;
  /** Promises an amount to an open order. The caller has looked at `spendable`. */
  reserve(accountIndex: number, asset: AssetIndex, amount: number): void;
  release(accountIndex: number, asset: AssetIndex, amount: number): void;
  /** Marks an amount as given away in a matched trade. What was reserved for it is released first. */
  commit(accountIndex: number, asset: AssetIndex, amount: number): void;
  uncommit(accountIndex: number, asset: AssetIndex, amount: number): void;
  /** Amount that looks spent though it is not: a fault. 0 takes it away. */
  setPhantomLock(accountIndex: number, asset: AssetIndex, amount: number): void;
  deposit(accountIndex: number, amountMicroUsd: number): void;
  /** Refuses more than is spendable. */
  withdraw(accountIndex: number, amountMicroUsd: number): boolean;
  /** Moves assets on the chain; the changes must sum to zero in each asset. */
  book(changes: readonly BalanceChange[], cause: BalanceCause): void;
  /**
   * Moves assets while pairs of a market are made (positive size) or destroyed (negative): the changes
   * sum to `pairSize` in both of its tokens and to `-pairSize` in pUSD.
   */
  bookWithPairs(
    changes: readonly BalanceChange[],
    marketIndex: number,
    pairSize: number,
    cause: BalanceCause,
  ): void;
  /** Turns dollars of an account into pairs (positive size) or back (negative). */
  bookPairs(accountIndex: number, marketIndex: number, size: number, cause: BalanceCause): void;
  /** Converts NO tokens of a neg-risk set; conserves the set's dollars. */
  bookConversion(conversion: Conversion): void;
  /**
   * Destroys tokens of a resolved market for what they pay: size times payout, rounded down per token.
   *
   * @param sizes - micro-shares of the first and second token
   * @returns what was paid, micro-pUSD
   */
  bookRedemption(
    accountIndex: number,
    marketIndex: number,
    sizes: readonly [number, number],
  ): number;
  /** Final payouts of a market's tokens, price units that sum to 10,000. Once per market. */
  setPayouts(marketIndex: number, payouts: readonly [PriceUnits, PriceUnits]): void;
  /** Final payouts of a market, `null` before. */
  payoutsOf(marketIndex: number): readonly [PriceUnits, PriceUnits] | null;
  /** True when the dollars behind the market, or its neg-risk set, cover these payouts. */
  canPay(marketIndex: number, payouts: readonly [PriceUnits, PriceUnits]): boolean;
  /** Tokens in existence, micro-shares. */
  supply(asset: AssetIndex): number;
  /** Dollars held for a market's pairs, micro-pUSD; of a neg-risk set before its debt. */
  collateralOf(marketIndex: number): number;
  /** Checks everything from the beginning: throws `VENUE_INVARIANT_BROKEN` with what is wrong. */
  audit(): void;
}
