import type { MicroUsd } from "../../domain/units.ts";

/** Money the venue pays for our orders: a share of fees for fills, rewards for quoting. */
export type Income = "rebate" | "reward";

/** What one accrual belongs to. */
export interface AccrualKey {
  readonly income: Income;
  readonly marketId: string;
  readonly utcDay: number;
}

interface Accrual {
  amount: MicroUsd;
  payoutCount: number;
}

interface AccrualDay {
  readonly utcDay: number;
  readonly byMarket: Map<string, Accrual>;
}

/** Days kept without a payout; amounts below the venue's minimum are never paid. */
const DAYS_KEPT = 45;

/** Estimates of income that is not paid yet, by day and market. They are no part of cash or PnL. */
export class Accruals {
  readonly #days: Record<Income, AccrualDay[]> = { rebate: [], reward: [] };
  readonly #totals: Record<Income, MicroUsd> = { rebate: 0, reward: 0 };

  total(income: Income): MicroUsd {
    return this.#totals[income];
  }

  of({ income, marketId, utcDay }: AccrualKey): MicroUsd {
    return this.#day(income, utcDay)?.byMarket.get(marketId)?.amount ?? 0;
  }

  /** @returns how often this accrual has been paid out before */
  add({ income, marketId, utcDay }: AccrualKey, amount: MicroUsd): number {
    const { byMarket } = this.#day(income, utcDay) ?? this.#openDay(income, utcDay);
    let accrual = byMarket.get(marketId);
    if (accrual === undefined) byMarket.set(marketId, (accrual = { amount: 0, payoutCount: 0 }));
    accrual.amount += amount;
    this.#totals[income] += amount;
    return accrual.payoutCount;
  }

  /** Takes an accrual back unless a payout has taken its place since. */
  takeBack({ income, marketId, utcDay }: AccrualKey, amount: MicroUsd, payoutCount: number): void {
    const accrual = this.#day(income, utcDay)?.byMarket.get(marketId);
    if (accrual === undefined || accrual.payoutCount !== payoutCount) return;
    accrual.amount -= amount;
    this.#totals[income] -= amount;
  }

  /** A payout takes the place of what was estimated, for one market or for the whole day. */
  clear(income: Income, marketId: string | null, utcDay: number): void {
    const day = this.#day(income, utcDay);
    if (day === undefined) return;
    for (const [market, accrual] of day.byMarket) {
      if (marketId !== null && market !== marketId) continue;
      this.#totals[income] -= accrual.amount;
      accrual.amount = 0;
      accrual.payoutCount += 1;
    }
  }

  #day(income: Income, utcDay: number): AccrualDay | undefined {
    return this.#days[income].find((day) => day.utcDay === utcDay);
  }

  #openDay(income: Income, utcDay: number): AccrualDay {
    const days = this.#days[income];
    const day = { utcDay, byMarket: new Map<string, Accrual>() };
    days.push(day);
    if (days.length > DAYS_KEPT) {
      const oldest = days.reduce((left, right) => (left.utcDay < right.utcDay ? left : right));
      this.clear(income, null, oldest.utcDay);
      days.splice(days.indexOf(oldest), 1);
    }
    return day;
  }
}
