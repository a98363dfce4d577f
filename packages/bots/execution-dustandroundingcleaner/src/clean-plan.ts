import { abandon, proceed, type PlanDecision, type PlanSlice } from "@polytraders/core";
import { sumOf, wholeLots, type Cleaning } from "./cleaning.ts";
import type { Types } from "./contract.gen.ts";
import { isBelowVenueMinimum, isUneconomic, joinSlices } from "./join-slices.ts";
import { roundSlices } from "./round-slices.ts";
import { sweepSale } from "./sweep-sale.ts";

/** Brings a plan onto the grid and rids it of dust; a clean one passes unchanged. */
export function cleanPlan(slices: readonly PlanSlice[], cleaning: Cleaning): PlanDecision<Types> {
  const rounded = roundSlices(slices, cleaning);
  const joined = joinSlices(rounded, cleaning);
  const swept = sweepSale(joined, cleaning);
  const taking = swept.slices.map((slice) => takingDust(slice, cleaning));
  const kept = taking.filter((slice) => !isBelowVenueMinimum(slice, cleaning));
  if (kept.length === 0 || isRefused(kept, cleaning)) return abandon("EXEC_DUST_REFUSED");
  if (swept.leavesDust) return decide("EXEC_DUST_LEFT", slices, kept);
  if (kept.length < joined.length || rounded.length < slices.length) {
    return decide("EXEC_DUST_DROPPED", slices, kept);
  }
  if (taking.some((slice, index) => slice !== swept.slices[index])) {
    return decide("EXEC_DUST_TAKES", slices, kept);
  }
  if (swept.slices !== joined) return decide("EXEC_DUST_SWEPT", slices, kept);
  if (joined.length < rounded.length) return decide("EXEC_DUST_JOINED", slices, kept);
  return decide(isSame(slices, kept) ? "EXEC_DUST_CLEAN" : "EXEC_DUST_ROUNDED", slices, kept);
}

function decide(
  reasonCode: Types["reasonCode"],
  before: readonly PlanSlice[],
  after: readonly PlanSlice[],
): PlanDecision<Types> {
  return proceed(reasonCode, isSame(before, after) ? {} : { slices: after });
}

/** A sale too small to rest can still be sold to whoever is there, unless it must not take. */
function takingDust(slice: PlanSlice, cleaning: Cleaning): PlanSlice {
  const isSale = cleaning.order.side === "SELL" && !slice.isPostOnly;
  if (!isSale || !isBelowVenueMinimum(slice, cleaning)) return slice;
  return { ...slice, timeInForce: "FAK" };
}

function isRefused(slices: readonly PlanSlice[], cleaning: Cleaning): boolean {
  const { order, parameters } = cleaning;
  if (!parameters.refusesUneconomicOrders || order.side === "SELL") return false;
  const price = Math.max(...slices.map((slice) => slice.price));
  return isUneconomic({ price, size: wholeLots(sumOf(slices)) }, cleaning);
}

function isSame(before: readonly PlanSlice[], after: readonly PlanSlice[]): boolean {
  return (
    before.length === after.length &&
    before.every((slice, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        slice.price === other.price &&
        slice.size === other.size &&
        slice.timeInForce === other.timeInForce &&
        slice.isPostOnly === other.isPostOnly &&
        slice.notBeforeMs === other.notBeforeMs &&
        slice.expiresAtMs === other.expiresAtMs
      );
    })
  );
}
