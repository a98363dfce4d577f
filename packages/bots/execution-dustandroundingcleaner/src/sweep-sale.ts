import type { MicroShares, PlanSlice } from "@polytraders/core";
import { SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import { sumOf, wholeLots, type Cleaning } from "./cleaning.ts";
import { isUneconomic } from "./join-slices.ts";

/** A sale, and what it leaves of the position beyond what other orders sell. */
export interface SweptSale {
  readonly slices: readonly PlanSlice[];
  /** True when the position that stays is too small to be sold by resting. */
  readonly leavesDust: boolean;
}

/** Raises a sale that would leave dust to all that may be sold within the approved size. */
export function sweepSale(slices: readonly PlanSlice[], cleaning: Cleaning): SweptSale {
  const { order } = cleaning;
  const last = slices.at(-1);
  if (order.side === "BUY" || last === undefined) return { slices, leavesDust: false };
  const sold = sumOf(slices);
  const left = unsoldSize(cleaning) - sold;
  const isBelowMinimum = (size: MicroShares): boolean =>
    size >= SIZE_LOT_MICRO_SHARES && size < cleaning.minimumOrderSize;
  const isWorthless =
    left >= SIZE_LOT_MICRO_SHARES && isUneconomic({ price: last.price, size: left }, cleaning);
  if (!isBelowMinimum(left) && !isWorthless) return { slices, leavesDust: false };
  const raise = wholeLots(Math.min(left, order.size - sold));
  const leavesDust = isBelowMinimum(left - raise);
  if (raise === 0) return { slices, leavesDust };
  return { slices: [...slices.slice(0, -1), { ...last, size: last.size + raise }], leavesDust };
}

/** What we hold of the token and have not promised to another sale. */
function unsoldSize({ order, ledger, openOrders }: Cleaning): MicroShares {
  const held = ledger.position(order.tokenId)?.size ?? 0;
  const promised = openOrders
    .inMarket(order.marketId)
    .filter(
      ({ orderId, tokenId, side }) =>
        side === "SELL" && tokenId === order.tokenId && orderId !== order.orderId,
    )
    .reduce((sum, { remainingSize }) => sum + remainingSize, 0);
  return held - promised;
}
