import type { EpochMs, MicroUsd, VenueReport } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { PaidRow } from "../rewards/paid-days.ts";
import { utcDayOf } from "../rewards/utc-day.ts";
import type { MarketNames } from "./market-names.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MINUTES_PER_DAY = 1_440;
/** Minutes of estimates that are told at once. */
const TELL_EVERY_MINUTES = 10;

type Income = "reward" | "rebate";

/**
 * What an account earns by quoting. The venue takes a sample each minute, so the share of the newest
 * one is worth a minute of the pool: those estimates are told every ten minutes, rebates as they have
 * grown since. What is paid after midnight is told by market.
 */
export class IncomeWatch {
  readonly #exchange: Exchange;
  readonly #account: string;
  readonly #names: MarketNames;
  readonly #tell: (report: VenueReport) => void;
  /** Estimates not told yet, micro-pUSD, by condition. */
  readonly #rewards = new Map<string, number>();
  readonly #rebatesTold = new Map<string, MicroUsd>();
  readonly #paidDays = new Set<string>();
  #minutes = 0;
  #told = 0;
  #dayMs: EpochMs;

  constructor(options: {
    readonly exchange: Exchange;
    readonly account: string;
    readonly names: MarketNames;
    readonly tell: (report: VenueReport) => void;
  }) {
    this.#exchange = options.exchange;
    this.#account = options.account;
    this.#names = options.names;
    this.#tell = options.tell;
    this.#dayMs = utcDayOf(options.exchange.nowMs);
  }

  /** Begins to look once a minute, at its end. */
  start(): void {
    const minuteMs = Math.floor(this.#exchange.nowMs / MINUTE_MS) * MINUTE_MS;
    this.#planLook(minuteMs + MINUTE_MS - 1);
  }

  /** The account was paid for a day that has ended; the desk's books are complete after this moment. */
  notePayment(income: Income): void {
    const dayMs = utcDayOf(this.#exchange.nowMs) - DAY_MS;
    const key = `${income}-${dayMs}`;
    if (this.#paidDays.has(key)) return;
    this.#paidDays.add(key);
    this.#exchange.schedule(this.#exchange.nowMs, () => this.#tellPaid(income, dayMs));
  }

  #planLook(atMs: EpochMs): void {
    this.#exchange.schedule(atMs, () => {
      this.#look(atMs);
      this.#planLook(atMs + MINUTE_MS);
    });
  }

  #look(nowMs: EpochMs): void {
    for (const [conditionId, share] of this.#exchange.rewards.shares(this.#account)) {
      const pool = this.#exchange.rewards.programmeOf(conditionId)?.dailyPoolMicroUsd ?? 0;
      const earned = (this.#rewards.get(conditionId) ?? 0) + (share * pool) / MINUTES_PER_DAY;
      this.#rewards.set(conditionId, earned);
    }
    this.#minutes += 1;
    const isLastOfDay = nowMs + 1 === this.#dayMs + DAY_MS;
    if (isLastOfDay || this.#minutes % TELL_EVERY_MINUTES === 0) this.#tellEstimates();
    if (!isLastOfDay) return;
    this.#dayMs += DAY_MS;
    this.#rewards.clear();
    this.#rebatesTold.clear();
  }

  #tellEstimates(): void {
    for (const [conditionId, earned] of this.#rewards) {
      const amountMicroUsd = Math.floor(earned);
      this.#tellAccrued("reward", conditionId, amountMicroUsd);
      this.#rewards.set(conditionId, earned - amountMicroUsd);
    }
    const rebates = this.#exchange.rewards.rebates(this.#account, this.#dayMs);
    for (const { conditionId, earnedMicroUsd } of rebates) {
      const told = this.#rebatesTold.get(conditionId) ?? 0;
      this.#tellAccrued("rebate", conditionId, earnedMicroUsd - told);
      this.#rebatesTold.set(conditionId, Math.max(told, earnedMicroUsd));
    }
  }

  #tellAccrued(income: Income, conditionId: string, amountMicroUsd: MicroUsd): void {
    const market = this.#names.ofConditionId(conditionId);
    if (amountMicroUsd <= 0 || market === undefined) return;
    this.#told += 1;
    this.#tell({
      schemaVersion: 1,
      kind: "income_accrued",
      exchangeTimeMs: this.#exchange.nowMs,
      operationId: `${income}-estimate-${this.#exchange.nowMs}-${this.#told}`,
      income,
      marketId: market.definition.marketId,
      utcDay: this.#dayMs / DAY_MS,
      amountMicroUsd,
    });
  }

  #tellPaid(income: Income, dayMs: EpochMs): void {
    for (const { conditionId, paidMicroUsd } of this.#rowsOf(income, dayMs)) {
      const market = this.#names.ofConditionId(conditionId);
      if (paidMicroUsd <= 0 || market === undefined) continue;
      const { marketId } = market.definition;
      this.#tell({
        schemaVersion: 1,
        kind: "income_paid",
        exchangeTimeMs: this.#exchange.nowMs,
        operationId: `${income}-${dayMs / DAY_MS}-${marketId}`,
        income,
        marketId,
        utcDay: dayMs / DAY_MS,
        amountMicroUsd: paidMicroUsd,
      });
    }
  }

  #rowsOf(income: Income, dayMs: EpochMs): readonly PaidRow[] {
    const { rewards } = this.#exchange;
    return income === "reward"
      ? rewards.earnings(this.#account, dayMs)
      : rewards.rebates(this.#account, dayMs);
  }
}
