import type { BookLevel, MicroShares, PriceUnits } from "@polytraders/core";

/** Walks levels once, best first. */
export class LadderCursor {
  /** Micro-shares of all levels. */
  readonly size: MicroShares;
  readonly #levels: readonly BookLevel[];
  #index = 0;
  #usedOfLevel = 0;

  constructor(levels: readonly BookLevel[]) {
    this.#levels = levels;
    this.size = levels.reduce((sum, level) => sum + level.size, 0);
  }

  /** The next levels, or parts of them, that a size takes. */
  take(size: MicroShares): BookLevel[] {
    const taken: BookLevel[] = [];
    let left = size;
    while (left > 0) {
      const level = this.#levels[this.#index];
      if (level === undefined) break;
      const part = Math.min(left, level.size - this.#usedOfLevel);
      taken.push({ price: level.price, size: part });
      left -= part;
      this.#usedOfLevel += part;
      if (this.#usedOfLevel < level.size) break;
      this.#index += 1;
      this.#usedOfLevel = 0;
    }
    return taken;
  }

  /** The best price that is left once so much has been taken; `null` when nothing is. */
  priceAfter(size: MicroShares): PriceUnits | null {
    let left = size;
    for (const level of this.#levels) {
      if (left < level.size) return level.price;
      left -= level.size;
    }
    return null;
  }
}
