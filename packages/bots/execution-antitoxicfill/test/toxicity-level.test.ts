import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALM, endsAtMs, nextLevel, type LevelState } from "../src/toxicity-level.ts";
import { defaults } from "./default-parameters.ts";

const PARAMETERS = defaults();

function levelsOf(toxicities: readonly number[], stepMs: number, isLosing = false): number[] {
  let state: LevelState = CALM;
  return toxicities.map((toxicity, index) => {
    state = nextLevel(state, { toxicity, isLosing }, index * stepMs, PARAMETERS);
    return state.level;
  });
}

describe("the level of a side", () => {
  it("rises at once, at its bounds", () => {
    expect(levelsOf([0.69, 0.7], 1)).toEqual([0, 1]);
    expect(levelsOf([0.89, 0.9], 1)).toEqual([1, 2]);
  });

  it("is one higher while our own fills lose", () => {
    expect(levelsOf([0, 0.7], 1, true)).toEqual([1, 2]);
  });

  it("falls step by step: thirty calm seconds from hard, twenty from warning", () => {
    const levels = levelsOf([0.95, ...Array.from({ length: 60 }, () => 0.1)], 1_000);
    expect(levels.indexOf(1)).toBe(31);
    expect(levels.indexOf(0)).toBe(52);
  });

  it("does not fall while toxicity is within a fifth of its bound", () => {
    expect(new Set(levelsOf([0.95, ...Array.from({ length: 600 }, () => 0.73)], 1_000))).toEqual(
      new Set([2]),
    );
  });

  it("does not flap between two sides of a bound", () => {
    const around = Array.from({ length: 600 }, (_, index) => (index % 2 === 0 ? 0.71 : 0.69));
    expect(new Set(levelsOf(around, 1_000))).toEqual(new Set([1]));
    const pauses = Array.from({ length: 600 }, (_, index) => (index % 15 === 0 ? 0.71 : 0));
    expect(new Set(levelsOf(pauses, 1_000))).toEqual(new Set([1]));
  });

  it("never falls sooner than it says", () => {
    const step = fc.record({
      toxicity: fc.double({ min: 0, max: 1, noNaN: true }),
      pauseMs: fc.integer({ min: 1, max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        let state: LevelState = CALM;
        let nowMs = 0;
        let endMs = 0;
        for (const { toxicity, pauseMs } of steps) {
          nowMs += pauseMs;
          const before = state;
          state = nextLevel(before, { toxicity, isLosing: false }, nowMs, PARAMETERS);
          if (state.level < before.level) expect(nowMs).toBeGreaterThanOrEqual(endMs);
          expect(before.level - state.level).toBeLessThanOrEqual(1);
          endMs = endsAtMs(state, nowMs, PARAMETERS);
          expect(endMs).toBeGreaterThan(nowMs);
        }
      }),
      { numRuns: 500 },
    );
  });
});
