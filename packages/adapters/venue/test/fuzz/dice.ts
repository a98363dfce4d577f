import { createSeededRandom, type Random } from "@polytraders/core";

/** Seeded choices of one mutant. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number, name: string) {
    this.#random = createSeededRandom(seed, name);
  }

  /** A whole number from 0 up to, not including, the bound. */
  below(bound: number): number {
    return Math.floor(this.#random.next() * bound);
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}
