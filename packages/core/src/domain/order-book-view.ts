import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "./units.ts";

/** How the two sides of a book stand to each other. */
export type BookState = "empty" | "one_sided" | "normal" | "locked" | "crossed";

/** One price level. */
export interface BookLevel {
  readonly price: PriceUnits;
  readonly size: MicroShares;
}

/**
 * One token's view of its market's book, read-only and live: it always shows the book as of the
 * frame being processed. Copy what must outlive the call.
 */
export interface OrderBookView {
  readonly marketIndex: number;
  readonly tokenId: string;
  /** Best bid, 0 when there are no bids. */
  readonly bestBidPrice: PriceUnits;
  readonly bestBidSize: MicroShares;
  /** Best ask, 0 when there are no asks. */
  readonly bestAskPrice: PriceUnits;
  readonly bestAskSize: MicroShares;
  readonly state: BookState;
  readonly tickSize: PriceUnits;
  /** Exchange time of the last change, 0 before the first. */
  readonly updatedAtMs: EpochMs;
  /** False after a gap, until the venue sends a full book again. */
  readonly isProven: boolean;
  /** Size at a price, 0 when none. */
  sizeAt(side: "bid" | "ask", price: PriceUnits): MicroShares;
  /** Notional of best bid plus best ask, each rounded half up. */
  insideDepth(): MicroUsd;
  /** Notional of the best `levels` levels of a side. */
  depthOfLevels(side: "bid" | "ask", levels: number): MicroUsd;
  /** Notional of a side no further than `distance` from its best price. */
  depthWithin(side: "bid" | "ask", distance: PriceUnits): MicroUsd;
  /** Up to `limit` levels of a side, best first. */
  levels(side: "bid" | "ask", limit?: number): BookLevel[];
  /** Midpoint in dollars, `null` unless both sides are present. */
  midUsd(): number | null;
  /** Best ask minus best bid, `null` unless both sides are present; negative when crossed. */
  spread(): PriceUnits | null;
}
