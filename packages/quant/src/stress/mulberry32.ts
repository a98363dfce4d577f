/**
 * The 32-bit generator mulberry32: fast, seeded, good enough for simulations and never for secrets. The
 * same seed gives the same numbers everywhere.
 *
 * @param seed - taken modulo 2^32
 * @returns a function giving the next number in [0, 1)
 */
export function createMulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
