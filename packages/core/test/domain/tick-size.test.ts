import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonGrid, inferTickSize, isOnGrid, isTickSize, TICK_SIZES } from "../../src/index.ts";

describe("tick sizes", () => {
  it("are the venue's six", () => {
    expect(TICK_SIZES).toEqual([1_000, 100, 50, 25, 10, 1]);
    expect([0, 2, 20, 500, -1, Number.NaN].filter(isTickSize)).toEqual([]);
  });

  it("lie strictly inside a dollar", () => {
    expect(isOnGrid(0, 100)).toBe(false);
    expect(isOnGrid(10_000, 100)).toBe(false);
    expect(isOnGrid(9_900, 100)).toBe(true);
    expect(isOnGrid(9_950, 100)).toBe(false);
  });
});

describe("inferTickSize", () => {
  it.each([
    [5_150, 100, 50],
    [5_125, 100, 25],
    [5_110, 100, 10],
    [5_111, 100, 1],
    [5_100, 1_000, 100],
    [5_100, 100, 100],
    [5_100, 10, 10],
    [5_125, 10, 1],
  ])("of %i with a tick of %i is %i", (price, current, inferred) => {
    expect(inferTickSize(price, current)).toBe(inferred);
  });

  it.each([0, 10_000, -100, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "has none for %s",
    (price) => {
      expect(inferTickSize(price, 100)).toBeUndefined();
    },
  );

  it("is the coarsest tick that fits and is not coarser than the present one", () => {
    const tick = fc.constantFrom(...TICK_SIZES);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), tick, (price, current) => {
        const inferred = inferTickSize(price, current);
        const fitting = TICK_SIZES.filter((each) => each <= current && price % each === 0);
        expect(inferred).toBe(Math.max(...fitting));
      }),
    );
  });
});

describe("commonGrid", () => {
  it("holds both grids and is the coarsest that does", () => {
    const units = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(units, units, (left, right) => {
        const grid = commonGrid(left, right);
        expect([left % grid, right % grid]).toEqual([0, 0]);
        const coarser = Array.from(
          { length: Math.min(left, right) - grid },
          (_, n) => grid + 1 + n,
        );
        expect(coarser.some((step) => left % step === 0 && right % step === 0)).toBe(false);
      }),
    );
  });
});
