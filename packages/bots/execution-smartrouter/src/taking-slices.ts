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
import { isImmediate, shrinkingUniform, wholeLots, type RoutedOrder } from "./routed-order.ts";

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
 * Cuts what an order takes into one portion per slice interval, each a share of the depth, and each
 * portion of a purchase into one slice per level: the venue limits a purchase that takes by its
 * money, so that a slice over several levels would buy more shares than it says.
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
  const slices: PlanSlice[] = [];
  let left = Math.min(wanted, wholeLots(cursor.size));
  let atMs = Math.max(nowMs, draft.notBeforeMs);
  let lastAtMs = atMs;
  let intervalCount = 0;
  const portion = portionOf(routed, cursor.size, smallest);
  while (left >= smallest && left > 0 && slices.length < parameters.slicesMax) {
    if (draft.expiresAtMs !== null && atMs >= draft.expiresAtMs) break;
    const size = nextPortion(routed, { left, portion, smallest });
    const room = parameters.slicesMax - slices.length;
    const pieces = piecesOf(routed, cursor.take(size), smallest, room);
    const isFirst = intervalCount === 0;
    slices.push(...pieces.map((piece) => takingSlice(routed, piece, atMs, isFirst)));
    const taken = sizeOf(pieces);
    left -= size;
    lastAtMs = atMs;
    intervalCount += 1;
    if (taken < size) break;
    atMs += delayMs(routed);
  }
  const size = sizeOf(slices);
  // Levels too small to be taken alone are taken by what rests.
  const isAllTaken = size === 0 || size >= wholeLots(cursor.size);
  const next = isAllTaken ? nextPrice : cursor.priceAfter(size);
  return { slices, size, lastAtMs, nextPrice: next, intervalCount };
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

/**
 * A portion as what is sent: a sale in one piece at its worst price, a purchase in one piece per
 * level. A piece too small to be sent goes along with the next worse one.
 */
function piecesOf(
  { order }: RoutedOrder,
  levels: readonly BookLevel[],
  smallest: MicroShares,
  countMax: number,
): BookLevel[] {
  const pieces: BookLevel[] = [];
  let carried = 0;
  for (const { price, size } of levels) {
    carried += size;
    const whole = wholeLots(carried);
    const isLast = levels.at(-1)?.price === price;
    if (order.side === "SELL" ? !isLast : whole < smallest) continue;
    if (pieces.length === countMax) return pieces;
    pieces.push({ price, size: whole });
    carried -= whole;
  }
  const extra = wholeLots(carried);
  const last = pieces.pop();
  if (last === undefined) return [];
  if (extra === 0) return [...pieces, last];
  const worst = levels.at(-1)?.price ?? last.price;
  return [...pieces, { price: worst, size: last.size + extra }];
}

function takingSlice(
  routed: RoutedOrder,
  { price, size }: BookLevel,
  notBeforeMs: EpochMs,
  isFirst: boolean,
): PlanSlice {
  const { draft, order } = routed;
  if (!isImmediate(routed)) {
    // Depth seen now may be gone by the time of a later slice; that one then rests where it can.
    const timeInForce = isFirst ? "FAK" : draft.timeInForce;
    return { ...draft, price, size, timeInForce, notBeforeMs };
  }
  // A sale sells its size at whatever price: the limit leaves room for a book that moves.
  const isBounded = order.side === "BUY" || order.slippageBpsMax !== undefined;
  return { ...draft, price: isBounded ? price : draft.price, size, notBeforeMs };
}

function sizeOf(slices: readonly { readonly size: MicroShares }[]): MicroShares {
  return slices.reduce((sum, { size }) => sum + size, 0);
}
