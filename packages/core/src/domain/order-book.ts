import { TickLadder } from "./tick-ladder.ts";
import { commonGrid } from "./tick-size.ts";
import { PRICE_UNITS_PER_USD, type EpochMs, type MicroShares, type PriceUnits } from "./units.ts";

/**
 * The unified book of one binary market, on the view of its first token.
 *
 * A bid for the second token at `p` is an ask for the first at `1 - p`, so one pair of arrays holds
 * both views. Sizes are indexed by tick; the best indexes are kept, and looked for when the best
 * level empties, which is faster than any tree at the sizes real books have. Prices are
 * stored on the finest grid seen: when the tick gets coarser, levels resting between the new ticks
 * stay where they are until the venue removes them.
 *
 * Feed rows go in through {@link OrderBook.setLevel}; everything else reads.
 */
export class OrderBook {
  /** Price units per array step. */
  gridStep: PriceUnits;
  /** Tick size in force. */
  tickSize: PriceUnits;
  /** Bids and asks of the first token. */
  bids: TickLadder;
  asks: TickLadder;
  /** Grid index of the best bid, 0 when there is none. */
  bestBidIndex = 0;
  /** Grid index of the best ask, the array's last index when there is none. */
  bestAskIndex: number;
  /** Exchange time of the last change, 0 before the first. */
  updatedAtMs: EpochMs = 0;
  /** False until the first full book, and after a gap until the next one. */
  isProven = false;
  /** Removals of levels that were not there. */
  unknownRemovalCount = 0;

  constructor(tickSize: PriceUnits) {
    this.tickSize = tickSize;
    this.gridStep = tickSize;
    const steps = PRICE_UNITS_PER_USD / tickSize;
    this.bids = new TickLadder(steps + 1);
    this.asks = new TickLadder(steps + 1);
    this.bestAskIndex = steps;
  }

  /** The index that stands for "no asks": a price of 1 USD. */
  get lastIndex(): number {
    return this.asks.sizes.length - 1;
  }

  /** Price of a grid index. */
  priceOf(index: number): PriceUnits {
    return index * this.gridStep;
  }

  /** Empties both sides: a full book follows. */
  clear(): void {
    this.bids.clear();
    this.asks.clear();
    this.bestBidIndex = 0;
    this.bestAskIndex = this.lastIndex;
    this.isProven = true;
  }

  /** Marks the book as unproven: messages may be missing. */
  markGap(): void {
    this.isProven = false;
  }

  /**
   * Sets the total size at a price of the first token's view; 0 removes the level. A price between
   * two grid steps refines the grid first.
   *
   * @param side - 0 for bids, 1 for asks
   * @param price - price units inside (0, 10,000); the border has checked it
   */
  setLevel(side: number, price: PriceUnits, size: MicroShares): void {
    let index = price / this.gridStep;
    if (index !== Math.trunc(index)) {
      this.refineGrid(commonGrid(this.gridStep, price));
      index = price / this.gridStep;
    }
    if (side === 0) this.setBid(index, size);
    else this.setAsk(index, size);
  }

  /** Changes the tick size; the grid is refined when the new tick needs it, never coarsened. */
  setTickSize(tickSize: PriceUnits): void {
    this.tickSize = tickSize;
    this.refineGrid(commonGrid(this.gridStep, tickSize));
  }

  private setBid(index: number, size: MicroShares): void {
    const before = this.bids.set(index, size);
    if (size > 0) {
      if (index > this.bestBidIndex) this.bestBidIndex = index;
    } else {
      if (before === 0) this.unknownRemovalCount += 1;
      if (index === this.bestBidIndex) this.bestBidIndex = this.bids.nextBelow(index);
    }
  }

  private setAsk(index: number, size: MicroShares): void {
    const before = this.asks.set(index, size);
    if (size > 0) {
      if (index < this.bestAskIndex) this.bestAskIndex = index;
    } else {
      if (before === 0) this.unknownRemovalCount += 1;
      if (index === this.bestAskIndex) this.bestAskIndex = this.asks.nextAbove(index);
    }
  }

  private refineGrid(step: PriceUnits): void {
    if (step === this.gridStep) return;
    const factor = this.gridStep / step;
    const hadAsks = this.bestAskIndex < this.lastIndex;
    this.bids = this.bids.refined(factor);
    this.asks = this.asks.refined(factor);
    this.gridStep = step;
    this.bestBidIndex *= factor;
    this.bestAskIndex = hadAsks ? this.bestAskIndex * factor : this.lastIndex;
  }
}
