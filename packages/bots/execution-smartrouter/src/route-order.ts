import { proceed, type MicroShares, type PlanDecision, type PlanSlice } from "@polytraders/core";
import { jitterSizeMicroShares, SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import type { Types } from "./contract.gen.ts";
import { isWorthCrossing, levelsToCross, type Crossing } from "./levels-to-cross.ts";
import { restingSlices } from "./resting-slices.ts";
import {
  isImmediate,
  onGrid,
  shrinkingUniform,
  smallestResting,
  wholeLots,
  type RoutedOrder,
} from "./routed-order.ts";
import { takingSlices, type Taking } from "./taking-slices.ts";

/**
 * Makes a plan of an order that fits the book: what takes and when, what rests and where. The plan
 * never leaves the draft's price and size.
 */
export function routeOrder(routed: RoutedOrder): PlanDecision<Types> {
  const size = disguisedSize(routed);
  const crossing = levelsToCross(routed);
  const taking = takingSlices(routed, crossing, size);
  const slices = slicesOf(routed, taking, size - taking.size);
  if (slices.length === 0) return proceed("EXEC_ROUTE_WHOLE");
  return proceed(reasonOf(routed, taking, crossing, slices), { slices });
}

function slicesOf(
  routed: RoutedOrder,
  taking: Taking,
  restSize: MicroShares,
): readonly PlanSlice[] {
  if (isImmediate(routed)) return taking.slices;
  if (taking.slices.length > 0 && isDust(routed, restSize)) {
    return patientSlices(routed, taking, restSize);
  }
  // Earlier, what rests would take what later slices are there to take.
  const resting = restingSlices(routed, restSize, taking.nextPrice, taking.lastAtMs);
  return [...taking.slices, ...resting];
}

/** True for a remainder that cannot rest alone. */
function isDust({ minimumOrderSize }: RoutedOrder, restSize: MicroShares): boolean {
  return restSize < Math.max(minimumOrderSize, SIZE_LOT_MICRO_SHARES);
}

/**
 * Slices that take everything, as orders that rest with what they miss. Such an order is limited by
 * its shares, so that what goes out at once goes out in one piece; at the limit, where that is worth
 * paying, too.
 */
function patientSlices(
  routed: RoutedOrder,
  { slices, size, intervalCount }: Taking,
  restSize: MicroShares,
): PlanSlice[] {
  const { timeInForce, price: limit } = routed.draft;
  const last = slices.at(-1);
  if (last === undefined) return [];
  if (intervalCount === 1) {
    const price = isWorthCrossing(routed, limit) ? onGrid(routed, limit) : last.price;
    return [{ ...last, price, size: size + restSize, timeInForce }];
  }
  const patient = slices.slice(0, -1).map((slice) => ({ ...slice, timeInForce }));
  return [...patient, { ...last, size: last.size + restSize, timeInForce }];
}

/** An approved size made irregular; orders that must be exact, or that others have cut, are not. */
function disguisedSize(routed: RoutedOrder): MicroShares {
  const { order, draft, parameters, random } = routed;
  const isExact = draft.isPostOnly || order.isReduceOnly || draft.size !== order.size;
  if (isExact) return wholeLots(draft.size);
  return jitterSizeMicroShares(draft.size, {
    share: parameters.sizeJitterShare,
    uniform: shrinkingUniform(random),
    orderSizeMicroSharesMin: smallestResting(routed, draft.size),
  });
}

function reasonOf(
  { draft, remainingShare }: RoutedOrder,
  taking: Taking,
  crossing: Crossing,
  slices: readonly PlanSlice[],
): Types["reasonCode"] {
  if (taking.slices.length > 0) {
    if (remainingShare === null && taking.intervalCount > 1) return "EXEC_ROUTE_CONSERVATIVE";
    return slices.length > 1 ? "EXEC_ROUTE_PLANNED" : "EXEC_ROUTE_WHOLE";
  }
  if (crossing.nextPrice !== null && !draft.isPostOnly) return "EXEC_ROUTE_PASSIVE";
  return slices.length > 1 ? "EXEC_ROUTE_ICEBERG" : "EXEC_ROUTE_WHOLE";
}
