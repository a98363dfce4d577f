import type {
  ApprovedOrderRecord,
  EpochMs,
  MarketTerms,
  MicroShares,
  OrderBookView,
  PlanSlice,
  PriceUnits,
  Random,
} from "@polytraders/core";
import { SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";

/** An order on its way through the router, and all that is known for it. */
export interface RoutedOrder {
  readonly order: ApprovedOrderRecord;
  /** The draft's only slice: its price and size are the limits here. */
  readonly draft: PlanSlice;
  /** Book of the order's token. */
  readonly book: OrderBookView;
  readonly terms: MarketTerms | undefined;
  /** Smallest order that may rest. */
  readonly minimumOrderSize: MicroShares;
  /** Share of the depth that should remain over a slice interval; `null` when not known. */
  readonly remainingShare: number | null;
  readonly parameters: Parameters;
  readonly random: Random;
  readonly nowMs: EpochMs;
}

/** A size cut to whole lots. */
export function wholeLots(size: MicroShares): MicroShares {
  const whole = Math.max(0, Math.floor(size));
  return whole - (whole % SIZE_LOT_MICRO_SHARES);
}

/** True when a price is as good for the order as its limit, or better. */
export function isWithin({ order, draft }: RoutedOrder, price: PriceUnits): boolean {
  return order.side === "BUY" ? price <= draft.price : price >= draft.price;
}

/** A price brought onto the grid in our favour. */
export function onGrid({ order, book }: RoutedOrder, price: PriceUnits): PriceUnits {
  const ticks = price / book.tickSize;
  return (order.side === "BUY" ? Math.floor(ticks) : Math.ceil(ticks)) * book.tickSize;
}

/** True for an order whose remainder never rests. */
export function isImmediate({ draft }: RoutedOrder): boolean {
  return draft.timeInForce === "FAK" || draft.timeInForce === "FOK";
}

/**
 * A uniform number folded onto the half of a jitter's range that makes sizes smaller, so that what
 * is capped stays irregular below the cap; 0.5 changes nothing.
 */
export function shrinkingUniform(random: Random): number {
  return 0.5 - Math.abs(random.next() - 0.5);
}

/** The smallest piece of a size that may rest, and that scores for rewards where the whole would. */
export function smallestResting(
  { minimumOrderSize, terms }: RoutedOrder,
  size: MicroShares,
): MicroShares {
  const scoring = terms?.rewards?.sizeMin ?? 0;
  return Math.max(minimumOrderSize, SIZE_LOT_MICRO_SHARES, scoring <= size ? scoring : 0);
}
