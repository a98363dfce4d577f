import { commonGrid } from "./tick-size.ts";
import { PRICE_UNITS_PER_USD, type EpochMs, type MicroShares, type PriceUnits } from "./units.ts";

/**
 * The unified book of one binary market, on the view of its first token.
 *
 * A bid for the second token at `p` is an ask for the first at `1 - p`, so one pair of arrays holds
 * both views. Sizes are indexed by tick; the best indexes are kept, and looked for by a scan when
 * the best level empties, which is faster than any tree at the sizes real books have. Prices are
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
  /** Sizes by grid index: bids, and asks of the first token. */
  bids: Float64Array;
  asks: Float64Array;
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
    this.bids = new Float64Array(steps + 1);
    this.asks = new Float64Array(steps + 1);
    this.bestAskIndex = steps;
  }

  /** Price of a grid index. */
  priceOf(index: number): PriceUnits {
    return index * this.gridStep;
  }

  /** Empties both sides: a full book follows. */
  clear(): void {
    this.bids.fill(0);
    this.asks.fill(0);
    this.bestBidIndex = 0;
    this.bestAskIndex = this.asks.length - 1;
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
    const bids = this.bids;
    if (size === 0 && bids[index] === 0) this.unknownRemovalCount += 1;
    bids[index] = size;
    if (size > 0) {
      if (index > this.bestBidIndex) this.bestBidIndex = index;
    } else if (index === this.bestBidIndex) {
      let next = index - 1;
      while (next > 0 && bids[next] === 0) next -= 1;
      this.bestBidIndex = next < 0 ? 0 : next;
    }
  }

  private setAsk(index: number, size: MicroShares): void {
    const asks = this.asks;
    if (size === 0 && asks[index] === 0) this.unknownRemovalCount += 1;
    asks[index] = size;
    if (size > 0) {
      if (index < this.bestAskIndex) this.bestAskIndex = index;
    } else if (index === this.bestAskIndex) {
      const last = asks.length - 1;
      let next = index + 1;
      while (next < last && asks[next] === 0) next += 1;
      this.bestAskIndex = next > last ? last : next;
    }
  }

  private refineGrid(step: PriceUnits): void {
    if (step === this.gridStep) return;
    const factor = this.gridStep / step;
    const hadAsks = this.bestAskIndex < this.asks.length - 1;
    this.bids = spread(this.bids, factor);
    this.asks = spread(this.asks, factor);
    this.gridStep = step;
    this.bestBidIndex *= factor;
    this.bestAskIndex = hadAsks ? this.bestAskIndex * factor : this.asks.length - 1;
  }
}

function spread(sizes: Float64Array, factor: number): Float64Array {
  const finer = new Float64Array((sizes.length - 1) * factor + 1);
  for (let index = 0; index < sizes.length; index += 1) finer[index * factor] = sizes[index] ?? 0;
  return finer;
}
