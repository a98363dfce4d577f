import {
  isOnGrid,
  notionalMicroUsd,
  type MicroShares,
  type PlanSlice,
  type PriceUnits,
} from "@polytraders/core";
import { SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import { isImmediate, wholeLots, type Cleaning } from "./cleaning.ts";

/** Micro-pUSD in a cent: the venue limits a purchase that takes by its money in whole cents. */
const CENT_MICRO_USD = 10_000;

/**
 * Slices on the grid: prices in our favour and never past the limit, sizes in whole lots and in sum
 * no more than approved. A slice whose price the grid does not have is left out.
 */
export function roundSlices(slices: readonly PlanSlice[], cleaning: Cleaning): PlanSlice[] {
  const { order, parameters } = cleaning;
  const carries = parameters.roundStrategy === "carry_forward";
  const rounded: PlanSlice[] = [];
  let left = order.size;
  let carried = 0;
  for (const slice of slices) {
    const price = roundPrice(slice.price, cleaning);
    if (price === null) continue;
    const wanted = Math.min(left, slice.size + carried);
    const size = centSize({ ...slice, price, size: wholeLots(wanted) }, cleaning);
    carried = carries ? Math.max(0, wanted - size) : 0;
    left -= size;
    if (size > 0) rounded.push({ ...slice, price, size });
  }
  return rounded;
}

function roundPrice(price: PriceUnits, { order, tickSize: tick }: Cleaning): PriceUnits | null {
  const isBuy = order.side === "BUY";
  const bounded = isBuy ? Math.min(price, order.price) : Math.max(price, order.price);
  const onGrid = isBuy ? Math.floor(bounded / tick) * tick : Math.ceil(bounded / tick) * tick;
  return isOnGrid(onGrid, tick) ? onGrid : null;
}

/**
 * A purchase that takes, cut to the lots that its whole cents can buy: the rest would not be bought
 * anyway. Never below the smallest order for it.
 */
export function centSize(slice: PlanSlice, { order, minimumOrderSize }: Cleaning): MicroShares {
  const { price, size } = slice;
  if (order.side === "SELL" || !isImmediate(slice)) return size;
  const money = notionalMicroUsd(price, size, "down");
  const budget = money - (money % CENT_MICRO_USD);
  // A lot at one price unit is one micro-pUSD.
  const lots = Math.ceil(budget / price);
  const cut = Math.min(size, lots * SIZE_LOT_MICRO_SHARES);
  return cut < minimumOrderSize ? Math.min(size, minimumOrderSize) : cut;
}
