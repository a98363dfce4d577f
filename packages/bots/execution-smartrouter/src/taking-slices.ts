import {
  MICRO,
  PRICE_UNITS_PER_USD,
  type BookLevel,
  type EpochMs,
  type MicroShares,
  type PlanSlice,
  type PriceUnits,
} from "@polytraders/core";
import { jitterDelayMs, jitterSizeMicroShares, SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import { LadderCursor } from "./ladder-cursor.ts";
import type { Crossing } from "./levels-to-cross.ts";
import { piecesOf } from "./portion-pieces.ts";
import { shrinkingUniform, wholeLots, type RoutedOrder } from "./routed-order.ts";

/** Slices that take, and what they leave. */
export interface Taking {
  readonly slices: readonly PlanSlice[];
  readonly size: MicroShares;
  /** When the last of them goes out; now when there is none. */
  readonly lastAtMs: EpochMs;
  /** Best price within the limit that is left alone; `null` when there is none. */
  readonly nextPrice: PriceUnits | null;
  /** Slice intervals used. */
  readonly intervalCount: number;
}

/** A purchase that takes must be worth this much. */
const TAKING_BUY_MICRO_USD_MIN = MICRO;

/**
 * Cuts what an order takes into one portion per slice interval, each a share of the depth.
 *
 * @param wanted - micro-shares, whole lots
 */
export function takingSlices(
  routed: RoutedOrder,
  { levels, nextPrice }: Crossing,
  wanted: MicroShares,
): Taking {
  const { draft, parameters, nowMs } = routed;
  const cursor = new LadderCursor(levels);
  const smallest = smallestTaking(routed, levels);
  const portion = portionOf(routed, cursor.size, smallest);
  const wholeSize = wholeLots(cursor.size);
  const slices: PlanSlice[] = [];
  let left = Math.min(wanted, wholeSize);
  let takenSize = 0;
  let atMs = Math.max(nowMs, draft.notBeforeMs);
  let lastAtMs = atMs;
  let intervalCount = 0;
  while (left >= smallest && left > 0 && slices.length < parameters.slicesMax) {
    if (draft.expiresAtMs !== null && atMs >= draft.expiresAtMs) break;
    const size = nextPortion(routed, { left, portion, smallest });
    const countMax = parameters.slicesMax - slices.length;
    const limits = { isFirst: intervalCount === 0, smallest, countMax };
    const pieces = piecesOf(routed, cursor.take(size), limits);
    slices.push(...pieces.map((piece) => ({ ...draft, ...piece, notBeforeMs: atMs })));
    left -= size;
    takenSize += size;
    lastAtMs = atMs;
    intervalCount += 1;
    atMs += delayMs(routed);
  }
  // Levels too small to be taken alone are taken by what rests.
  const isAllTaken = takenSize === 0 || takenSize >= wholeSize;
  const next = isAllTaken ? nextPrice : cursor.priceAfter(takenSize);
  return { slices, size: sizeOf(slices), lastAtMs, nextPrice: next, intervalCount };
}

/** What one interval may take: a share of the depth, and never less than can be sent. */
function portionOf(
  { parameters, remainingShare }: RoutedOrder,
  depth: MicroShares,
  smallest: MicroShares,
): MicroShares {
  const { depthShareMax, conservativeSliceShare } = parameters;
  const share = remainingShare === null ? conservativeSliceShare : depthShareMax * remainingShare;
  return Math.max(smallest, wholeLots(share * depth));
}

/** A single portion needs no disguise; several of one size would be a signature. */
function nextPortion(
  { parameters, random }: RoutedOrder,
  portions: {
    readonly left: MicroShares;
    readonly portion: MicroShares;
    readonly smallest: MicroShares;
  },
): MicroShares {
  const { left, portion, smallest } = portions;
  // What could not be sent alone afterwards goes along.
  if (left < portion + smallest) return left;
  return jitterSizeMicroShares(portion, {
    share: parameters.sizeJitterShare,
    uniform: shrinkingUniform(random),
    orderSizeMicroSharesMin: smallest,
  });
}

function delayMs({ parameters, random }: RoutedOrder): number {
  const { sliceIntervalMs, timingJitterShare } = parameters;
  return Math.max(1, Math.round(jitterDelayMs(sliceIntervalMs, timingJitterShare, random.next())));
}

/** Smallest size that can be sent to take: the market's, and for a purchase its worth, too. */
function smallestTaking(
  { order, minimumOrderSize }: RoutedOrder,
  [best]: readonly BookLevel[],
): MicroShares {
  const smallest = Math.max(minimumOrderSize, SIZE_LOT_MICRO_SHARES);
  if (order.side === "SELL" || best === undefined) return smallest;
  const worth = (TAKING_BUY_MICRO_USD_MIN * PRICE_UNITS_PER_USD) / best.price;
  return Math.max(smallest, Math.ceil(worth / SIZE_LOT_MICRO_SHARES) * SIZE_LOT_MICRO_SHARES);
}

function sizeOf(slices: readonly { readonly size: MicroShares }[]): MicroShares {
  return slices.reduce((sum, { size }) => sum + size, 0);
}
