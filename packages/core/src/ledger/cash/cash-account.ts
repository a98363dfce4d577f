import type { MicroUsd } from "../../domain/units.ts";

/**
 * Money. `settled` is what the chain shows. A matched purchase commits its money at once; what a
 * matched sale brings is nobody's until it is mined, and only then becomes settled.
 */
export class CashAccount {
  settled: MicroUsd = 0;
  /** Promised to purchases that are not mined. */
  committed: MicroUsd = 0;
  /** Expected from sales that are not mined. */
  unsettledProceeds: MicroUsd = 0;
  /** Deposits less withdrawals. */
  deposited: MicroUsd = 0;
  /** Corrections after a look at the venue. */
  corrected: MicroUsd = 0;
  rebatesPaid: MicroUsd = 0;
  rewardsPaid: MicroUsd = 0;

  /** Money that is ours and not promised to a matched trade; what the peak follows. */
  get cash(): MicroUsd {
    return this.settled - this.committed;
  }

  deposit(amount: MicroUsd): void {
    this.settled += amount;
    this.deposited += amount;
  }

  correct(amount: MicroUsd): void {
    this.settled += amount;
    this.corrected += amount;
  }

  payIncome(income: "rebate" | "reward", amount: MicroUsd): void {
    this.settled += amount;
    if (income === "rebate") this.rebatesPaid += amount;
    else this.rewardsPaid += amount;
  }

  match(isBuy: boolean, amount: MicroUsd): void {
    if (isBuy) this.committed += amount;
    else this.unsettledProceeds += amount;
  }

  unmatch(isBuy: boolean, amount: MicroUsd): void {
    this.match(isBuy, 0 - amount);
  }

  settle(isBuy: boolean, amount: MicroUsd): void {
    this.settled += isBuy ? 0 - amount : amount;
  }

  unsettle(isBuy: boolean, amount: MicroUsd): void {
    this.settle(isBuy, 0 - amount);
  }
}
