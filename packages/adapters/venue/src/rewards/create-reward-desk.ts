import type { EpochMs, MicroUsd } from "@polytraders/core";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { VenueOrder } from "../exchange/order-request.ts";
import type { RewardTerms } from "../market/venue-market.ts";
import type { RewardDesk, RewardProgramme } from "./reward-desk.ts";
import { sampleMarket, type MarketSample } from "./market-sample.ts";
import { PaidDays, type PaidRow } from "./paid-days.ts";
import { RebateDay } from "./rebate-day.ts";
import { RewardDay, type RewardStanding } from "./reward-day.ts";
import type { PayMaker, RewardVenue } from "./reward-ports.ts";
import { nextUtcDay, utcDayOf } from "./utc-day.ts";

const MINUTE_MS = 60_000;

export interface RewardDeskOptions {
  readonly venue: RewardVenue;
  readonly pay: PayMaker;
  /** Seeded, in [0, 1): where in each minute the sample falls. */
  readonly random: () => number;
}

/** A desk over an exchange. Same venue, seed and commands, same payments. */
export function createRewardDesk(options: RewardDeskOptions): RewardDesk {
  return new SamplingDesk(options);
}

class SamplingDesk implements RewardDesk {
  readonly #venue: RewardVenue;
  readonly #pay: PayMaker;
  readonly #random: () => number;
  readonly #revised = new Map<string, RewardTerms | null>();
  readonly #paidRewards = new PaidDays();
  readonly #paidRebates = new PaidDays();
  #rewardDay: RewardDay;
  #rebateDay: RebateDay;
  #isStarted = false;
  #startedAtMs = 0;

  constructor({ venue, pay, random }: RewardDeskOptions) {
    this.#venue = venue;
    this.#pay = pay;
    this.#random = random;
    const dayMs = utcDayOf(venue.nowMs);
    this.#rewardDay = new RewardDay(dayMs);
    this.#rebateDay = new RebateDay(dayMs);
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#startedAtMs = this.#venue.nowMs;
    this.#planClose();
    this.#planSample(Math.floor(this.#venue.nowMs / MINUTE_MS) * MINUTE_MS);
  }

  hear(event: ExchangeEvent): void {
    if (event.kind !== "trade_settled" || event.trade.settlement !== "CONFIRMED") return;
    const fees = this.#venue.market(event.trade.conditionId)?.terms.fees;
    if (fees !== undefined) this.#rebateDay.add(event.trade, fees);
  }

  reviseProgramme(conditionId: string, terms: RewardTerms | null): void {
    this.#revised.set(conditionId, terms);
    if (terms !== null) this.start();
  }

  programmes(): readonly RewardProgramme[] {
    const programmes: RewardProgramme[] = [];
    for (const { terms: market } of this.#venue.markets()) {
      const terms = this.programmeOf(market.conditionId);
      if (terms !== null) programmes.push({ conditionId: market.conditionId, terms });
    }
    return programmes;
  }

  programmeOf(conditionId: string): RewardTerms | null {
    const revised = this.#revised.get(conditionId);
    if (revised !== undefined) return revised;
    return this.#venue.market(conditionId)?.terms.rewards ?? null;
  }

  isScoring(orderId: string): boolean {
    const order = this.#venue.order(orderId);
    if (order === undefined || order.state !== "live") return false;
    const { conditionId } = order;
    const orders = this.#venue.openOrders({ conditionId });
    return this.#sampleOf(conditionId, orders)?.scoringOrderIds.has(orderId) === true;
  }

  earnings(account: string, dayMs: EpochMs): readonly PaidRow[] {
    if (dayMs !== this.#rewardDay.dayMs) return this.#paidRewards.rows(account, dayMs);
    return this.#rewardDay
      .standings()
      .filter((row) => row.account === account)
      .map(unpaid);
  }

  earningsTotal(account: string, dayMs: EpochMs): MicroUsd {
    return this.earnings(account, dayMs).reduce((total, row) => total + row.earnedMicroUsd, 0);
  }

  shares(account: string): ReadonlyMap<string, number> {
    return this.#rewardDay.lastShares(account);
  }

  competition(conditionId: string): number {
    return this.#rewardDay.lastTotal(conditionId);
  }

  rebates(account: string, dayMs: EpochMs): readonly PaidRow[] {
    if (dayMs !== this.#rebateDay.dayMs) return this.#paidRebates.rows(account, dayMs);
    return this.#rebateDay
      .standings()
      .filter((row) => row.account === account)
      .map(unpaid);
  }

  /** One sample in the minute, at a random moment of it that has not passed. */
  #planSample(minuteMs: EpochMs): void {
    const earliestMs = Math.max(minuteMs, this.#venue.nowMs);
    const spanMs = minuteMs + MINUTE_MS - earliestMs;
    const atMs = earliestMs + Math.floor(this.#random() * spanMs);
    this.#venue.schedule(atMs, () => {
      this.#sample();
      this.#planSample(minuteMs + MINUTE_MS);
    });
  }

  #planClose(): void {
    this.#venue.schedule(nextUtcDay(this.#rewardDay.dayMs), () => {
      this.#close();
      this.#planClose();
    });
  }

  #sample(): void {
    const programmes = this.programmes();
    if (programmes.length === 0) return;
    const orders = byMarket(this.#venue.openOrders({}));
    for (const { conditionId, terms } of programmes) {
      const sample = this.#sampleOf(conditionId, orders.get(conditionId) ?? []);
      if (sample === null) continue;
      this.#rewardDay.add(
        conditionId,
        sample,
        terms.dailyPoolMicroUsd,
        !this.#isWholeDayKnown(conditionId),
      );
    }
  }

  /** False for a recorded market, and for the day in the middle of which the desk has started. */
  #isWholeDayKnown(conditionId: string): boolean {
    if (this.#rewardDay.dayMs < this.#startedAtMs) return false;
    return this.#venue.market(conditionId)?.isRecorded !== true;
  }

  #sampleOf(conditionId: string, orders: readonly VenueOrder[]): MarketSample | null {
    const market = this.#venue.market(conditionId);
    const terms = this.programmeOf(conditionId);
    if (market === undefined || terms === null || market.state.phase !== "open") return null;
    return sampleMarket({ terms, book: market.book, orders, nowMs: this.#venue.nowMs });
  }

  #close(): void {
    this.#settle(this.#rewardDay.standings(), this.#rewardDay.dayMs, "reward", this.#paidRewards);
    this.#settle(this.#rebateDay.standings(), this.#rebateDay.dayMs, "rebate", this.#paidRebates);
    const dayMs = utcDayOf(this.#venue.nowMs);
    this.#rewardDay = new RewardDay(dayMs);
    this.#rebateDay = new RebateDay(dayMs);
  }

  #settle(
    standings: readonly Omit<RewardStanding, "share">[],
    dayMs: EpochMs,
    kind: "reward" | "rebate",
    paid: PaidDays,
  ): void {
    for (const { account, conditionId, earnedMicroUsd, payableMicroUsd } of standings) {
      const payment = { account, conditionId, dayMs, amountMicroUsd: payableMicroUsd, kind };
      const paidMicroUsd = payableMicroUsd > 0 ? this.#pay(payment) : 0;
      paid.add(account, dayMs, { conditionId, earnedMicroUsd, paidMicroUsd });
    }
  }
}

function unpaid({ conditionId, earnedMicroUsd }: Omit<RewardStanding, "share">): PaidRow {
  return { conditionId, earnedMicroUsd, paidMicroUsd: 0 };
}

function byMarket(orders: readonly VenueOrder[]): Map<string, VenueOrder[]> {
  const groups = new Map<string, VenueOrder[]>();
  for (const order of orders) {
    const group = groups.get(order.conditionId);
    if (group === undefined) groups.set(order.conditionId, [order]);
    else group.push(order);
  }
  return groups;
}
