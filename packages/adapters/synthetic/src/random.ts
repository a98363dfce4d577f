/**
 * A seeded random stream: sfc32 (Doty-Humphrey's Small Fast Counting generator, as in PractRand).
 *
 * Everything derived from it uses integer steps, products, sums and square roots only, which every
 * engine rounds alike: the same seed gives the same market on every machine.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /**
   * @param seed - a safe integer, 0 or more
   * @param stream - streams of one seed are independent: one per market
   */
  constructor(seed: number, stream: number) {
    this.#a = stream | 0;
    this.#b = seed | 0;
    this.#c = Math.floor(seed / 4_294_967_296) | 0;
    for (let round = 0; round < 15; round += 1) this.uint32();
  }

  /** 0 to 4,294,967,295. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 to just below 1. */
  unit(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** An integer from `low` to `high`, both possible. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** A number from `low` to just below `high`. */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Bell-shaped with mean 0 and variance 1, never beyond 3.47: a sum of four uniform numbers. */
  bell(): number {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * Math.sqrt(3);
  }
}
