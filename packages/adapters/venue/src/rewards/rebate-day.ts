import { fromMicro, MICRO, priceUsd, type EpochMs, type MicroUsd } from "@polytraders/core";
import { feePerShareUsd, makerRebate } from "@polytraders/quant";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import type { MarketFees } from "../market/venue-market.ts";
import { microUsdBelow } from "./reward-day.ts";

/** A maker's rebate of a market and a day. */
export interface RebateStanding {
  readonly account: string;
  readonly conditionId: string;
  readonly earnedMicroUsd: MicroUsd;
  /** What is paid at the day's end: the same, or 0 below a dollar. */
  readonly payableMicroUsd: MicroUsd;
}

interface FeePool {
  readonly rebateShare: number;
  takerFeesMicroUsd: MicroUsd;
  totalFeeEquivalentUsd: number;
  /** What the maker's own volume would have cost a taker, USD, by account. */
  readonly feeEquivalentsUsd: Map<string, number>;
}

/** Taker fees and maker volume of the trades confirmed on one UTC day. */
export class RebateDay {
  readonly dayMs: EpochMs;
  readonly #markets = new Map<string, FeePool>();

  constructor(dayMs: EpochMs) {
    this.dayMs = dayMs;
  }

  /** Counts a confirmed trade. Recorded makers take their part of the pool with them. */
  add(trade: VenueTrade, fees: MarketFees): void {
    if (fees.rate === 0 || fees.rebateShare === 0) return;
    const pool = this.#poolOf(trade.conditionId, fees.rebateShare);
    pool.takerFeesMicroUsd += trade.feeMicroUsd;
    for (const { account, size, price } of trade.makers) {
      const feeUsd = fromMicro(size) * feePerShareUsd(priceUsd(price), fees);
      pool.totalFeeEquivalentUsd += feeUsd;
      pool.feeEquivalentsUsd.set(account, (pool.feeEquivalentsUsd.get(account) ?? 0) + feeUsd);
    }
  }

  /** Every maker's part of the fees so far. Together never more than was collected. */
  standings(): RebateStanding[] {
    const standings: RebateStanding[] = [];
    for (const [conditionId, pool] of this.#markets) {
      for (const [account, ownFeeEquivalentUsd] of pool.feeEquivalentsUsd) {
        const { rebateUsd, isPaid } = makerRebate({
          takerFeesUsd: fromMicro(pool.takerFeesMicroUsd),
          rebateShare: pool.rebateShare,
          ownFeeEquivalentUsd,
          totalFeeEquivalentUsd: pool.totalFeeEquivalentUsd,
        });
        const earnedMicroUsd = microUsdBelow(rebateUsd * MICRO);
        const payableMicroUsd = isPaid ? earnedMicroUsd : 0;
        standings.push({ account, conditionId, earnedMicroUsd, payableMicroUsd });
      }
    }
    return standings;
  }

  #poolOf(conditionId: string, rebateShare: number): FeePool {
    const known = this.#markets.get(conditionId);
    if (known !== undefined) return known;
    const pool: FeePool = {
      rebateShare,
      takerFeesMicroUsd: 0,
      totalFeeEquivalentUsd: 0,
      feeEquivalentsUsd: new Map(),
    };
    this.#markets.set(conditionId, pool);
    return pool;
  }
}
