import { notionalMicroUsd, type PriceUnits } from "@polytraders/core";
import type { BalanceCause } from "../exchange/exchange-event.ts";
import { AccountCells, type Cell } from "./account-cells.ts";
import { auditVault } from "./audit-vault.ts";
import { Collateral } from "./collateral.ts";
import { checkConservation, pairsMade } from "./conservation.ts";
import { conversionLegs } from "./conversion-legs.ts";
import { COLLATERAL_INDEX } from "./house-accounts.ts";
import { brokenInvariant } from "./invariant.ts";
import {
  type AssetIndex,
  type BalanceChange,
  type BalanceListener,
  CASH,
  type Conversion,
  tokenAsset,
  type Vault,
} from "./vault.ts";

export interface VaultOptions {
  /** Hears every change of a balance on the chain, after the whole booking. */
  readonly onChange?: BalanceListener;
}

/** An empty vault with the venue's own accounts. */
export function createVault(options: VaultOptions = {}): Vault {
  return new CheckedVault(options.onChange);
}

class CheckedVault implements Vault {
  readonly #cells = new AccountCells();
  readonly #collateral = new Collateral();
  readonly #onChange: BalanceListener | undefined;
  /** Deposits less withdrawals. */
  #paidInMicroUsd = 0;

  constructor(onChange: BalanceListener | undefined) {
    this.#onChange = onChange;
  }

  get accountCount(): number {
    return this.#cells.count;
  }

  accountIndexOf(account: string): number {
    return this.#cells.indexOf(account);
  }

  accountOf(accountIndex: number): string {
    return this.#cells.nameOf(accountIndex);
  }

  isHouse(accountIndex: number): boolean {
    return this.#cells.isHouse(accountIndex);
  }

  balance(accountIndex: number, asset: AssetIndex): number {
    return this.#cells.find(accountIndex, asset)?.balance ?? 0;
  }

  reserved(accountIndex: number, asset: AssetIndex): number {
    return this.#cells.find(accountIndex, asset)?.reserved ?? 0;
  }

  unsettled(accountIndex: number, asset: AssetIndex): number {
    return this.#cells.find(accountIndex, asset)?.unsettled ?? 0;
  }

  spendable(accountIndex: number, asset: AssetIndex): number {
    const cell = this.#cells.find(accountIndex, asset);
    if (cell === undefined) return 0;
    return cell.balance - cell.reserved - cell.unsettled - cell.locked;
  }

  reserve(accountIndex: number, asset: AssetIndex, amount: number): void {
    const cell = this.#cells.at(accountIndex, asset);
    if (!isAmount(amount) || cell.reserved + amount > cell.balance - cell.unsettled) {
      throw this.#refused("reserve", accountIndex, asset, amount);
    }
    cell.reserved += amount;
  }

  release(accountIndex: number, asset: AssetIndex, amount: number): void {
    const cell = this.#cells.at(accountIndex, asset);
    if (!isAmount(amount) || amount > cell.reserved) {
      throw this.#refused("release", accountIndex, asset, amount);
    }
    cell.reserved -= amount;
  }

  commit(accountIndex: number, asset: AssetIndex, amount: number): void {
    const cell = this.#cells.at(accountIndex, asset);
    if (!isAmount(amount) || cell.unsettled + amount > cell.balance - cell.reserved) {
      throw this.#refused("commit", accountIndex, asset, amount);
    }
    cell.unsettled += amount;
  }

  uncommit(accountIndex: number, asset: AssetIndex, amount: number): void {
    const cell = this.#cells.at(accountIndex, asset);
    if (!isAmount(amount) || amount > cell.unsettled) {
      throw this.#refused("uncommit", accountIndex, asset, amount);
    }
    cell.unsettled -= amount;
  }

  setPhantomLock(accountIndex: number, asset: AssetIndex, amount: number): void {
    if (!isAmount(amount)) throw this.#refused("lock", accountIndex, asset, amount);
    this.#cells.at(accountIndex, asset).locked = amount;
  }

  deposit(accountIndex: number, amountMicroUsd: number): void {
    const cell = this.#cells.at(accountIndex, CASH);
    if (!isAmount(amountMicroUsd) || !isAmount(this.#paidInMicroUsd + amountMicroUsd)) {
      throw this.#refused("deposit", accountIndex, CASH, amountMicroUsd);
    }
    this.#paidInMicroUsd += amountMicroUsd;
    cell.balance += amountMicroUsd;
    this.#report(accountIndex, CASH, cell, "deposit");
  }

  withdraw(accountIndex: number, amountMicroUsd: number): boolean {
    if (!isAmount(amountMicroUsd)) {
      throw this.#refused("withdraw", accountIndex, CASH, amountMicroUsd);
    }
    if (amountMicroUsd > this.spendable(accountIndex, CASH)) return false;
    const cell = this.#cells.at(accountIndex, CASH);
    this.#paidInMicroUsd -= amountMicroUsd;
    cell.balance -= amountMicroUsd;
    this.#report(accountIndex, CASH, cell, "withdrawal");
    return true;
  }

  book(changes: readonly BalanceChange[], cause: BalanceCause): void {
    checkConservation(changes, []);
    this.#apply(changes);
    this.#reportAll(changes, cause);
  }

  bookWithPairs(
    changes: readonly BalanceChange[],
    marketIndex: number,
    pairSize: number,
    cause: BalanceCause,
  ): void {
    checkConservation(changes, pairSize === 0 ? [] : pairsMade(marketIndex, pairSize));
    this.#apply(changes);
    this.#cells.at(COLLATERAL_INDEX, CASH).balance += pairSize;
    if (pairSize !== 0) this.#collateral.addPairs(marketIndex, pairSize);
    this.#reportAll(changes, cause);
  }

  bookPairs(accountIndex: number, marketIndex: number, size: number, cause: BalanceCause): void {
    const changes = pairsMade(marketIndex, size).map(({ asset, amount }) => ({
      accountIndex,
      asset,
      amount: -amount,
    }));
    this.bookWithPairs(changes, marketIndex, size, cause);
  }

  bookConversion(conversion: Conversion): void {
    const { negRiskSetId, marketIndexes, convertedIndexes, size } = conversion;
    const setAccount = this.#cells.houseIndexOf(`neg-risk set ${negRiskSetId}`);
    const { changes, made, paidMicroUsd } = conversionLegs(conversion, setAccount);
    checkConservation(changes, made);
    const set = this.#collateral.openSet(negRiskSetId, setAccount, marketIndexes);
    this.#apply(changes);
    this.#cells.at(COLLATERAL_INDEX, CASH).balance -= paidMicroUsd;
    for (const marketIndex of marketIndexes) {
      if (!convertedIndexes.includes(marketIndex)) this.#collateral.addPairs(marketIndex, size);
    }
    set.debtMicroUsd += (marketIndexes.length - 1) * size;
    this.#reportAll(changes, "convert");
  }

  bookRedemption(
    accountIndex: number,
    marketIndex: number,
    sizes: readonly [number, number],
  ): number {
    const payouts = this.#collateral.payoutsOf(marketIndex);
    if (payouts === null)
      throw brokenInvariant(`market ${marketIndex} redeemed before it is final`);
    const paid =
      notionalMicroUsd(payouts[0], sizes[0], "down") +
      notionalMicroUsd(payouts[1], sizes[1], "down");
    const changes: readonly BalanceChange[] = [
      { accountIndex, asset: tokenAsset(marketIndex, 0), amount: -sizes[0] },
      { accountIndex, asset: tokenAsset(marketIndex, 1), amount: -sizes[1] },
      { accountIndex, asset: CASH, amount: paid },
    ].filter(({ amount }) => amount !== 0);
    checkConservation(
      changes,
      changes.map(({ asset, amount }) => ({ asset, amount: -amount })),
    );
    this.#apply(changes);
    this.#cells.at(COLLATERAL_INDEX, CASH).balance -= paid;
    this.#collateral.redeem(marketIndex, sizes, paid);
    this.#reportAll(changes, "redeem");
    return paid;
  }

  setPayouts(marketIndex: number, payouts: readonly [PriceUnits, PriceUnits]): void {
    this.#collateral.setPayouts(marketIndex, payouts);
  }

  payoutsOf(marketIndex: number): readonly [PriceUnits, PriceUnits] | null {
    return this.#collateral.payoutsOf(marketIndex);
  }

  canPay(marketIndex: number, payouts: readonly [PriceUnits, PriceUnits]): boolean {
    return this.#collateral.canPay(marketIndex, payouts);
  }

  supply(asset: AssetIndex): number {
    return this.#collateral.supply(asset);
  }

  collateralOf(marketIndex: number): number {
    return this.#collateral.of(marketIndex);
  }

  audit(): void {
    auditVault(this.#cells, this.#collateral, this.#paidInMicroUsd);
  }

  /** Makes all changes, or none when one of them would take what is not there. */
  #apply(changes: readonly BalanceChange[]): void {
    for (const { accountIndex, asset, amount } of changes) {
      this.#cells.at(accountIndex, asset).balance += amount;
    }
    for (const { accountIndex, asset, amount } of changes) {
      const cell = this.#cells.at(accountIndex, asset);
      const isCovered = cell.balance >= cell.reserved + cell.unsettled;
      if (isCovered && Number.isSafeInteger(cell.balance)) continue;
      for (const change of changes) {
        this.#cells.at(change.accountIndex, change.asset).balance -= change.amount;
      }
      throw this.#refused("book", accountIndex, asset, amount);
    }
  }

  /** Once for each balance that a booking has changed. */
  #reportAll(changes: readonly BalanceChange[], cause: BalanceCause): void {
    if (this.#onChange === undefined) return;
    for (const { accountIndex, asset } of changes) {
      this.#cells.at(accountIndex, asset).isUnreported = true;
    }
    for (const { accountIndex, asset } of changes) {
      const cell = this.#cells.at(accountIndex, asset);
      if (cell.isUnreported) this.#report(accountIndex, asset, cell, cause);
    }
  }

  #report(accountIndex: number, asset: AssetIndex, cell: Cell, cause: BalanceCause): void {
    cell.isUnreported = false;
    if (this.#onChange === undefined || this.#cells.isHouse(accountIndex)) return;
    this.#onChange(accountIndex, asset, cell.balance, cause);
  }

  #refused(verb: string, accountIndex: number, asset: AssetIndex, amount: number): Error {
    const cell = this.#cells.at(accountIndex, asset);
    return brokenInvariant(
      `cannot ${verb} ${amount} of asset ${asset} for ${this.#cells.nameOf(accountIndex)}: ` +
        `balance ${cell.balance}, reserved ${cell.reserved}, unsettled ${cell.unsettled}`,
    );
  }
}

function isAmount(amount: number): boolean {
  return amount >= 0 && Number.isSafeInteger(amount);
}
