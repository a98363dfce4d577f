import { proceed, type MicroShares, type PlanDecision, type PlanSlice } from "@polytraders/core";
import { jitterSizeMicroShares, SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import type { Types } from "./contract.gen.ts";
import { levelsToCross, type Crossing } from "./levels-to-cross.ts";
import { restingSlices } from "./resting-slices.ts";
import {
  isImmediate,
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
  const { draft, minimumOrderSize } = routed;
  const size = disguisedSize(routed);
  const crossing = levelsToCross(routed);
  const taking = takingSlices(routed, crossing, size);
  const restSize = size - taking.size;
  const slices = [...taking.slices];
  if (!isImmediate(routed)) {
    const last = slices.at(-1);
    const isDust = restSize < Math.max(minimumOrderSize, SIZE_LOT_MICRO_SHARES);
    if (last !== undefined && isDust) {
      // Too little to rest alone: the last slice rests with it instead of being cut off.
      if (restSize > 0) slices[slices.length - 1] = restingWith(last, draft, restSize);
    } else {
      // Earlier it would take what later slices are there to take.
      slices.push(...restingSlices(routed, restSize, taking.nextPrice, taking.lastAtMs));
    }
  }
  if (slices.length === 0) return proceed("EXEC_ROUTE_WHOLE");
  return proceed(reasonOf(routed, taking, crossing, slices), { slices });
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

function restingWith(last: PlanSlice, draft: PlanSlice, restSize: MicroShares): PlanSlice {
  return { ...last, size: last.size + restSize, timeInForce: draft.timeInForce };
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
