import {
  isOnGrid,
  type EpochMs,
  type MicroShares,
  type PlanSlice,
  type PriceUnits,
} from "@polytraders/core";
import { jitterDelayMs, jitterSizeMicroShares, SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import {
  onGrid,
  shrinkingUniform,
  smallestResting,
  wholeLots,
  type RoutedOrder,
} from "./routed-order.ts";

/**
 * The slices of what rests: one, or children where it would stand out from its side of the book.
 *
 * @param size - micro-shares, whole lots
 * @param nextPrice - best price within the limit that is not crossed; `null` when there is none
 */
export function restingSlices(
  routed: RoutedOrder,
  size: MicroShares,
  nextPrice: PriceUnits | null,
  startsAtMs: EpochMs,
): PlanSlice[] {
  const price = restingPrice(routed, nextPrice);
  if (price === null || size <= 0) return [];
  const { draft } = routed;
  return childrenOf(routed, size, startsAtMs).map((child) => ({ ...draft, price, ...child }));
}

/** The limit, or one tick behind what is not crossed; `null` when the grid has no such price. */
function restingPrice(routed: RoutedOrder, nextPrice: PriceUnits | null): PriceUnits | null {
  const { order, draft, book } = routed;
  const tick = order.side === "BUY" ? book.tickSize : 0 - book.tickSize;
  const price = onGrid(routed, nextPrice === null ? draft.price : nextPrice - tick);
  return isOnGrid(price, book.tickSize) ? price : null;
}

type Child = Pick<PlanSlice, "size" | "notBeforeMs">;

function childrenOf(routed: RoutedOrder, size: MicroShares, startsAtMs: EpochMs): Child[] {
  const { parameters, random, draft } = routed;
  const { slicesMax, sizeJitterShare, icebergIntervalMs, timingJitterShare } = parameters;
  const smallest = smallestResting(routed, size);
  const shown = Math.max(shownSize(routed), smallest);
  if (size <= shown || slicesMax === 1) return [{ size, notBeforeMs: startsAtMs }];
  const childSize = Math.max(
    shown,
    Math.ceil(size / slicesMax / SIZE_LOT_MICRO_SHARES) * SIZE_LOT_MICRO_SHARES,
  );
  const children: Child[] = [];
  let left = size;
  let notBeforeMs = startsAtMs;
  while (left > 0) {
    const child = jitterSizeMicroShares(Math.min(childSize, left), {
      share: sizeJitterShare,
      uniform: shrinkingUniform(random),
      orderSizeMicroSharesMin: smallest,
    });
    const delay = jitterDelayMs(icebergIntervalMs, timingJitterShare, random.next());
    const nextAtMs = notBeforeMs + Math.max(1, Math.round(delay));
    const isLast =
      left < childSize + smallest ||
      children.length + 1 === slicesMax ||
      (draft.expiresAtMs !== null && nextAtMs >= draft.expiresAtMs);
    children.push({ size: isLast ? left : child, notBeforeMs });
    if (isLast) break;
    left -= child;
    notBeforeMs = nextAtMs;
  }
  return children;
}

/**
 * What may be shown at once: a share of the visible depth of the own side. Where nobody else waits,
 * the other side is what there is to compare with; an empty book hides nothing.
 */
function shownSize({ order, book, parameters }: RoutedOrder): MicroShares {
  const depth = (side: "bid" | "ask"): MicroShares =>
    book.levels(side, parameters.visibleLevels).reduce((sum, level) => sum + level.size, 0);
  const [own, other] = order.side === "BUY" ? (["bid", "ask"] as const) : (["ask", "bid"] as const);
  const visible = depth(own) || depth(other);
  if (visible === 0) return Number.POSITIVE_INFINITY;
  return wholeLots(parameters.icebergDepthShareMax * visible);
}
