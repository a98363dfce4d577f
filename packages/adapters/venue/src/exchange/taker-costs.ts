import {
  fromMicro,
  MICRO,
  notionalMicroUsd,
  priceUsd,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import { platformFeeUsd, type FeeSchedule } from "@polytraders/quant";
import { affordableSize, budgetCost } from "../matching/market-order-money.ts";
import { priceOfToken } from "./book-place.ts";
import type { BuilderFees } from "./exchange.ts";
import type { OrderRecord } from "./order-record.ts";

/** The platform's fee of one trade as taker, as charged. */
export function takerFeeMicroUsd(
  size: MicroShares,
  price: PriceUnits,
  schedule: FeeSchedule,
): MicroUsd {
  if (schedule.rate === 0) return 0;
  return Math.round(platformFeeUsd(fromMicro(size), priceUsd(price), schedule) * MICRO);
}

/** A builder's share of a notional, rounded down. */
export function builderFeeMicroUsd(notional: number, basisPoints: number): MicroUsd {
  return basisPoints === 0 ? 0 : notionalMicroUsd(basisPoints, notional, "down");
}

/**
 * The most that a purchase can cost, quickly: everything at the limit, and the highest fee there is
 * for its shares.
 */
export function costCeiling(order: OrderRecord, builder: BuilderFees | undefined): MicroUsd {
  const { budgetMicroUsd, market, size } = order;
  const notional: number = budgetMicroUsd ?? order.amountAtLimit(size);
  const builderBps = Math.max(builder?.takerBps ?? 0, builder?.makerBps ?? 0);
  const withBuilder = notional + notionalMicroUsd(builderBps, notional, "up");
  const { fees } = market.terms;
  if (fees.rate === 0) return withBuilder;
  const opposite = market.book.bestPrice(order.bookSide === 0 ? 1 : 0);
  const isTaker = opposite !== 0 && market.isMarketable(order.bookSide, order.bookPrice);
  if (!isTaker) return withBuilder;
  const sharesMax =
    budgetMicroUsd === null
      ? size
      : affordableSize(budgetMicroUsd, priceOfToken(order.token, opposite));
  const feeMax = fromMicro(sharesMax) * fees.rate * 0.25 ** fees.exponent;
  return withBuilder + Math.ceil(feeMax * MICRO) + ROUNDING_SLACK_MICRO_USD;
}

/** More than rounding each level's fee to 0.00001 USD adds over a whole book. */
const ROUNDING_SLACK_MICRO_USD = 100_000;

/** Levels that an order would meet, best first, with the sizes of the makers on each, oldest first. */
export type MetLevels = readonly {
  readonly price: PriceUnits;
  readonly sizes: readonly MicroShares[];
}[];

/**
 * What a purchase costs exactly, by walking the levels that it would meet: notional rounded up per
 * maker, fees per level, and what of it would rest at the limit.
 */
export function exactCost(
  order: OrderRecord,
  builder: BuilderFees | undefined,
  levels: MetLevels,
): MicroUsd {
  const { market, token } = order;
  let money: number | null = order.budgetMicroUsd;
  let left: number = order.size;
  let total = 0;
  for (const { price: bookPrice, sizes } of levels) {
    const price = priceOfToken(token, bookPrice);
    let levelSize = 0;
    let levelNotional = 0;
    for (const open of sizes) {
      const size = Math.min(open, money === null ? left : affordableSize(money, price));
      if (size <= 0) break;
      const notional = budgetCost(price, size);
      levelSize += size;
      levelNotional += notional;
      left -= size;
      if (money !== null) money -= notional;
    }
    total += levelNotional + takerFeeMicroUsd(levelSize, price, market.terms.fees);
    total += builderFeeMicroUsd(levelNotional, builder?.takerBps ?? 0);
  }
  if (money !== null || left <= 0 || !order.rests) return total;
  const rest = order.amountAtLimit(left);
  return total + rest + builderFeeMicroUsd(rest, builder?.makerBps ?? 0);
}
