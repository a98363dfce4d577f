import type { MicroShares, PriceUnits } from "@polytraders/core";

/**
 * One book rebuilt from messages, for comparing: sizes by price, sparse, so that a hundred thousand
 * markets fit in memory. Backtests use the core's order book, which is built for speed.
 */
export class Ladder {
  readonly sides: readonly [
    bids: Map<PriceUnits, MicroShares>,
    asks: Map<PriceUnits, MicroShares>,
  ] = [new Map(), new Map()];
  private bestBid = 0;
  private bestAsk = 0;

  /** Best bid, 0 when there is none. */
  get bestBidPrice(): PriceUnits {
    return this.bestBid;
  }

  /** Best ask, 0 when there is none. */
  get bestAskPrice(): PriceUnits {
    return this.bestAsk;
  }

  get isTwoSided(): boolean {
    return this.bestBid > 0 && this.bestAsk > 0;
  }

  get isCrossedOrLocked(): boolean {
    return this.isTwoSided && this.bestBid >= this.bestAsk;
  }

  /**
   * Sets the total size at a price; 0 removes the level.
   *
   * @returns false for the removal of a level that is not there
   */
  set(side: 0 | 1, price: PriceUnits, size: MicroShares): boolean {
    const levels = this.sides[side];
    if (size === 0) {
      if (!levels.delete(price)) return false;
      if (side === 0 && price === this.bestBid) this.bestBid = highest(levels);
      if (side === 1 && price === this.bestAsk) this.bestAsk = lowest(levels);
      return true;
    }
    levels.set(price, size);
    if (side === 0 && price > this.bestBid) this.bestBid = price;
    if (side === 1 && (this.bestAsk === 0 || price < this.bestAsk)) this.bestAsk = price;
    return true;
  }
}

/** A level whose size differs between two ladders. */
export interface LevelDifference {
  readonly side: 0 | 1;
  readonly price: PriceUnits;
  readonly before: MicroShares;
  readonly after: MicroShares;
}

/** Every level whose size differs, and the number of levels that either ladder has. */
export function compareLadders(
  before: Ladder,
  after: Ladder,
): { differences: LevelDifference[]; levelCount: number } {
  const differences: LevelDifference[] = [];
  let levelCount = 0;
  for (const side of [0, 1] as const) {
    const old = before.sides[side];
    const fresh = after.sides[side];
    levelCount += fresh.size;
    for (const [price, size] of fresh) {
      const previous = old.get(price) ?? 0;
      if (previous !== size) differences.push({ side, price, before: previous, after: size });
    }
    for (const [price, size] of old) {
      if (fresh.has(price)) continue;
      levelCount += 1;
      differences.push({ side, price, before: size, after: 0 });
    }
  }
  return { differences, levelCount };
}

/** True when there are differences and all are decreases on one and the same side. */
export function isOneSidedDecrease(differences: readonly LevelDifference[]): boolean {
  const first = differences[0];
  return (
    first !== undefined &&
    differences.every(({ side, before, after }) => side === first.side && after < before)
  );
}

function highest(levels: ReadonlyMap<PriceUnits, MicroShares>): PriceUnits {
  let best = 0;
  for (const price of levels.keys()) if (price > best) best = price;
  return best;
}

function lowest(levels: ReadonlyMap<PriceUnits, MicroShares>): PriceUnits {
  let best = 0;
  for (const price of levels.keys()) if (best === 0 || price < best) best = price;
  return best;
}
