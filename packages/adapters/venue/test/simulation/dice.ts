import { createSeededRandom } from "@polytraders/core";

/** Draws of one seeded stream. */
export class Dice {
  readonly #random: ReturnType<typeof createSeededRandom>;

  constructor(seed: number, name: string) {
    this.#random = createSeededRandom(seed, name);
  }

  /** A whole number from 0 to below the bound. */
  below(bound: number): number {
    return Math.floor(this.#random.next() * bound);
  }

  /** A whole number of a range, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("expected something to pick from");
    return item;
  }

  /** One of the names, as often as their weights say. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = keysOf(weights);
    let left = this.#random.next() * names.reduce((sum, name) => sum + weights[name], 0);
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return this.pick(names);
  }
}

function keysOf<Name extends string>(record: Readonly<Record<Name, number>>): Name[] {
  const names: Name[] = [];
  for (const name in record) names.push(name);
  return names;
}
