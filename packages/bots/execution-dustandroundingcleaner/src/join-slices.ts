import { MICRO, notionalMicroUsd, type PlanSlice } from "@polytraders/core";
import { isImmediate, type Cleaning } from "./cleaning.ts";
import { centSize } from "./round-slices.ts";

/** A purchase that takes must be worth this much. */
const TAKING_BUY_MICRO_USD_MIN = MICRO;

/** Joins every piece that is too small to stand alone with a neighbour, as long as it has one. */
export function joinSlices(slices: readonly PlanSlice[], cleaning: Cleaning): PlanSlice[] {
  const joined = [...slices];
  while (joined.length > 1) {
    const index = joined.findIndex((slice) => isTooSmallPiece(slice, cleaning));
    if (index < 0) break;
    // The one before has been judged; the first has only the one after.
    const at = Math.max(0, index - 1);
    const [left, right] = [joined[at], joined[at + 1]];
    if (left === undefined || right === undefined) break;
    joined.splice(at, 2, joinedSlice(left, right, cleaning));
  }
  return joined;
}

/** The larger one with the size of both; it rests where one of them would. */
function joinedSlice(left: PlanSlice, right: PlanSlice, cleaning: Cleaning): PlanSlice {
  const larger = right.size > left.size ? right : left;
  const { timeInForce } = isImmediate(left) ? right : left;
  const slice = { ...larger, size: left.size + right.size, timeInForce };
  return { ...slice, size: centSize(slice, cleaning) };
}

function isTooSmallPiece(slice: PlanSlice, cleaning: Cleaning): boolean {
  return slice.size < cleaning.minimumOrderSize || isUneconomic(slice, cleaning);
}

/** True for what is not worth a transaction of its own. */
export function isUneconomic(
  { price, size }: Pick<PlanSlice, "price" | "size">,
  { parameters }: Cleaning,
): boolean {
  return notionalMicroUsd(price, size) < parameters.economicSizeMicroUsdMin;
}

/** True for what the venue refuses: too small to rest, or too little money to take with. */
export function isBelowVenueMinimum(
  slice: PlanSlice,
  { order, minimumOrderSize }: Cleaning,
): boolean {
  if (!isImmediate(slice)) return slice.size < minimumOrderSize;
  if (order.side === "SELL") return false;
  return notionalMicroUsd(slice.price, slice.size, "down") < TAKING_BUY_MICRO_USD_MIN;
}
