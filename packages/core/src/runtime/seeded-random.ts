import type { Random } from "../bot/grants.ts";

/**
 * A seeded generator (sfc32) with its own stream per name, so that adding a bot does not change the
 * numbers that the others see.
 */
export function createSeededRandom(seed: number, name: string): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = name.length | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let index = 0; index < name.length; index += 1) {
    a ^= name.charCodeAt(index);
    next();
  }
  for (let round = 0; round < 12; round += 1) next();
  return { next };
}
