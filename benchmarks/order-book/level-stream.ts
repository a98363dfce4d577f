import { seededDice } from "../harness/seeded-dice.ts";

/** What a stream of level updates is made of. */
export interface StreamInput {
  readonly updates: number;
  /** Price steps between 0 and 1 dollar. */
  readonly ticks: number;
  /** Steps between the levels that are used; more than 1 gives a sparse book. */
  readonly gap: number;
  /** Also read the notional of the best ten levels of both sides, once in so many updates; 0 never. */
  readonly depthEvery: number;
}

/** Absolute level updates in columns. Prices are in units of 0.0001, sizes in micro-shares. */
export interface LevelStream extends StreamInput {
  readonly tickSize: number;
  /** 0 bid, 1 ask. */
  readonly side: Uint8Array;
  readonly price: Float64Array;
  /** 0 removes the level. Hundredths of a share, so that each notional is a whole micro-dollar. */
  readonly size: Float64Array;
}

const LEVELS = 40;
const UNITS = 10_000;
const HUNDREDTH_SHARE = 10_000;

/**
 * Updates shaped like a prediction market's: two thirds within a few levels of the touch, about a
 * third removals, a touch that drifts, never crossed, and no removal of a level that is not there.
 */
export function createLevelStream(input: StreamInput): LevelStream {
  const { updates, ticks, gap } = input;
  const dice = seededDice(11);
  const tickSize = UNITS / ticks;
  const steps = Math.floor(ticks / gap);
  const resting = [new Uint8Array(steps + 1), new Uint8Array(steps + 1)] as const;
  const side = new Uint8Array(updates);
  const price = new Float64Array(updates);
  const size = new Float64Array(updates);
  let touch = steps >> 1;
  for (let at = 0; at < updates; at += 1) {
    const isAsk = dice() < 0.5;
    let step = touch + (isAsk ? 1 : -1) * (1 + Math.floor(distance(dice)));
    let isRemoval = false;
    if (dice() < 0.02) {
      // The touch moves onto the next level, which has to be empty first.
      const next = touch + (isAsk ? 1 : -1);
      if (next > 2 && next < steps - 2) {
        touch = next;
        step = next;
        isRemoval = true;
      }
    }
    step = Math.min(Math.max(step, 1), steps - 1);
    if (step === touch && !isRemoval) step += isAsk ? 1 : -1;
    const levels = resting[isAsk ? 1 : 0];
    const isResting = levels[step] === 1;
    if (isRemoval ? !isResting : false) {
      // Nothing rests there: place a level one step further out instead.
      step += isAsk ? 1 : -1;
      isRemoval = false;
    } else if (!isRemoval) isRemoval = isResting && dice() < 0.42;
    levels[step] = isRemoval ? 0 : 1;
    side[at] = isAsk ? 1 : 0;
    price[at] = step * gap * tickSize;
    size[at] = isRemoval ? 0 : Math.ceil(dice() * 100_000) * HUNDREDTH_SHARE;
  }
  return { ...input, tickSize, side, price, size };
}

function distance(dice: () => number): number {
  const far = dice();
  return far < 0.75 ? dice() * dice() * 12 : dice() * LEVELS;
}

/** Sums stay whole numbers, so that every order of adding gives the same. */
export const CHECKSUM_MODULUS = 1_000_003;
