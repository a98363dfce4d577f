import type { EpochMs, MicroUsd } from "@polytraders/core";

/** What an account earned of one market on one day. */
export interface PaidRow {
  readonly conditionId: string;
  /** Micro-pUSD, rounded down, whether paid or not. */
  readonly earnedMicroUsd: MicroUsd;
  /** What arrived: 0 below a dollar, and before the day has ended. */
  readonly paidMicroUsd: MicroUsd;
}

const DAYS_KEPT = 400;

/** What was earned and paid on days that have ended; the newest 400 are kept. */
export class PaidDays {
  readonly #days = new Map<EpochMs, Map<string, PaidRow[]>>();

  add(account: string, dayMs: EpochMs, row: PaidRow): void {
    const accounts = this.#dayOf(dayMs);
    const rows = accounts.get(account);
    if (rows === undefined) accounts.set(account, [row]);
    else rows.push(row);
  }

  rows(account: string, dayMs: EpochMs): readonly PaidRow[] {
    return this.#days.get(dayMs)?.get(account) ?? [];
  }

  #dayOf(dayMs: EpochMs): Map<string, PaidRow[]> {
    const known = this.#days.get(dayMs);
    if (known !== undefined) return known;
    const day = new Map<string, PaidRow[]>();
    this.#days.set(dayMs, day);
    for (const oldest of this.#days.keys()) {
      if (this.#days.size <= DAYS_KEPT) break;
      this.#days.delete(oldest);
    }
    return day;
  }
}
